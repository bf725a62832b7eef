select m.id as replaced, s.id as by_id, s.valid_from
from memory_items m
join memory_items s on s.user_id = m.user_id and s.id = m.superseded_by
where m.user_id = :user_id and m.scope = :scope and m.superseded_by is not null
  and (m.superseded_at is null or m.superseded_at <= :moment)
