select count(*) as events, max(created_at) as last_at,
  coalesce(sum(case when created_at >= :since and operation = 'create' then 1 else 0 end), 0) as stored,
  avg(case when created_at >= :since and operation in ('create', 'refuse', 'confirm')
    and extraction_type not in ('import', 'job') then processing_time_ms end) as save_millis
from memory_write_events
