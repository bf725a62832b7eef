select i.user_id, i.memory_id, i.revision
from cache_invalidations i
where i.created_at <= :before
order by i.created_at
limit :limit
