select distinct c.user_id
from conversations c
where c.message_count > :kept and c.last_active <= :before and (:after is null or c.user_id > :after)
order by c.user_id
limit :limit
