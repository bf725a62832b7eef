select r.id, r.user_id, r.context, r.filter_tags, r.last_modify, r.occurred_at, r.created_at, r.updated_at
from raw_memory r
where r.user_id = :user_id and r.scope = :scope
order by r.id
