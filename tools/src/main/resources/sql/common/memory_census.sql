select status, count(*) as found, max(updated_at) as changed
from memory_items
where user_id = :user_id and scope = :scope
group by status
