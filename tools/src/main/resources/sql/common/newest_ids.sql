select m.id
from memory_items m
where m.user_id = :user_id and m.scope = :scope and m.status = 'active'
  and (m.expires_at is null or m.expires_at > :now)
  and m.id >= :lowest and m.id <= :highest
order by m.id desc
limit :limit
