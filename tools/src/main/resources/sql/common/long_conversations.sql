select c.scope, c.id
from conversations c
where c.user_id = :user_id and c.message_count > :kept and c.last_active <= :before
order by c.last_active, c.scope, c.id
limit :limit
