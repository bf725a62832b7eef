select count(*) as memories, count(case when exists (
  select 1 from memory_embeddings e where e.user_id = m.user_id and e.memory_id = m.id and e.space = :space) then 1 end) as embedded
from memory_items m where m.status <> 'deleted'
