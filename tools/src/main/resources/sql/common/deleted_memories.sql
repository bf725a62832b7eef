select scope, id
from memory_items
where user_id = :user_id and status = 'deleted' and deleted_at <= :before
order by deleted_at, id
