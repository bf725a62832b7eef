select
  (select count(*) from memory_items where user_id = :user_id and scope = :scope) as memories,
  (select count(*) from memory_items where user_id = :user_id and scope = :scope and status = 'active') as active,
  (select max(created_at) from memory_write_events where user_id = :user_id and scope = :scope) as last_at,
  (select count(*) from pending_confirmations
    where user_id = :user_id and scope = :scope and state = 'open' and expires_at > :now) as waiting
