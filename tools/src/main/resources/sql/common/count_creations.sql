select (
  select count(*)
  from memory_write_events
  where user_id = :user_id and created_at > :since and operation = 'create' and extraction_type = 'rest'
) + (
  select count(*)
  from memory_writes
  where user_id = :user_id and accepted_at > :since and state = 'accepted' and extraction_type = 'rest'
) as used
