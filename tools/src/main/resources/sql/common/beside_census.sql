select
  (select count(*) from raw_memory where user_id = :user_id and scope = :scope) as raw,
  (select max(updated_at) from raw_memory where user_id = :user_id and scope = :scope) as raw_changed,
  (select count(*) from conversations where user_id = :user_id and scope = :scope) as conversations,
  (select max(last_active) from conversations where user_id = :user_id and scope = :scope) as said,
  (select count(*) from messages where user_id = :user_id and scope = :scope) as messages
