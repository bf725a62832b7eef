select id, superseded_by
from memory_items
where user_id = :user_id and scope = :scope and superseded_by in (<successors>) and status = 'superseded'
order by recorded_at, id
