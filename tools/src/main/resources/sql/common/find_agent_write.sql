select created_at
from memory_write_events
where user_id = :user_id and created_at > :since and operation = 'create' and extraction_type in ('tool', 'proxy', 'local_rules', 'model')
order by created_at desc
limit 1 offset :newer
