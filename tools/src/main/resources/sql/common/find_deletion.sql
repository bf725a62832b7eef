select deleted_at
from memory_items
where user_id = :user_id and scope = :scope and id = :id and status = 'deleted' and deleted_at is not null
