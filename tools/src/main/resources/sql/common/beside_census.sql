select
  (select count(*) from raw_memory where user_id = :user_id and scope = :scope) as raw,
  (select count(*) from conversations where user_id = :user_id and scope = :scope) as conversations,
  (select count(*) from messages where user_id = :user_id and scope = :scope) as messages
