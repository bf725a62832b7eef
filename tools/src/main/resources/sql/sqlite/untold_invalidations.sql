select i.user_id, i.kind, i.memory_id, i.revision
from cache_invalidations i
where i.created_at <= :before and (i.told_at is null or i.told_at < :told)
order by i.created_at
limit :limit
