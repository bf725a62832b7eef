delete from conversations
where user_id = :user_id and (scope, id) in (
  select c.scope, c.id from conversations c
  where c.user_id = :user_id and c.last_active <= :before
  order by c.last_active, c.scope, c.id
  limit :limit)
