select created_at
from (
  select created_at
  from memory_write_events
  where user_id = :user_id and created_at > :since and operation = 'create'
    and extraction_type in ('tool', 'proxy', 'local_rules', 'model')
  union all
  select accepted_at as created_at
  from memory_writes
  where user_id = :user_id and accepted_at > :since and state = 'accepted'
    and extraction_type in ('tool', 'proxy', 'local_rules', 'model')
) writes
order by created_at desc
limit 1 offset :newer
