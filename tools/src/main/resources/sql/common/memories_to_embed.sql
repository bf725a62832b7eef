select m.id, m.content
from memory_items m
where m.user_id = :user_id and m.status <> 'deleted' and m.id > :after and not exists (
  select 1 from memory_embeddings e where e.user_id = m.user_id and e.memory_id = m.id and e.space = :space)
order by m.id
limit :limit
