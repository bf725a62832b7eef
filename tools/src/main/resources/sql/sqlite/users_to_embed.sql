select u.id as user_id
from users u
where (:after is null or u.id > :after) and exists (
  select 1 from memory_items m
  where m.user_id = u.id and m.status <> 'deleted' and not exists (
    select 1 from memory_embeddings e where e.user_id = m.user_id and e.memory_id = m.id and e.space = :space))
order by u.id
limit :limit
