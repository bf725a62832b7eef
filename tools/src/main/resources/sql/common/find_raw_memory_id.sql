select r.id
from raw_memory r
where r.user_id = :user_id and r.id = :id and r.scope = :scope
