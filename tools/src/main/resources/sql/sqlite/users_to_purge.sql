select distinct m.user_id
from memory_items m
where m.status = 'deleted' and m.deleted_at <= :before and (:after is null or m.user_id > :after)
order by m.user_id
limit :limit
