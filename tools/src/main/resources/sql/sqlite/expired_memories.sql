select m.user_id, m.id
from memory_items m
where m.expires_at <= :now and m.status = 'active'
order by m.expires_at
limit :limit
