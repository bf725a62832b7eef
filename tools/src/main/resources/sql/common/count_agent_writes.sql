select (
  select count(*)
  from memory_write_events
  where user_id = :user_id and conversation_id = :conversation_id and operation = 'create'
    and extraction_type in ('tool', 'proxy', 'local_rules', 'model')
) + (
  select count(*)
  from memory_writes
  where user_id = :user_id and conversation_id = :conversation_id and state = 'accepted'
    and extraction_type in ('tool', 'proxy', 'local_rules', 'model')
) as used
