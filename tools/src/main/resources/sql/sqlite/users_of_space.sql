select u.id as user_id
from users u
where exists (select 1 from memory_embeddings e where e.user_id = u.id and e.space = :space)
order by u.id
limit :limit
