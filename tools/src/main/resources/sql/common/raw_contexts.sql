select r.id, r.context
from raw_memory r
where r.user_id = :user_id
