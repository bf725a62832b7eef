select id, scope
from memory_items
where user_id = :user_id
order by id
