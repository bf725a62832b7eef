insert into memory_embeddings (user_id, memory_id, space, chunk, whole, embedding)
select user_id, :kept, space, chunk, whole, embedding
from memory_embeddings
where user_id = :user_id and memory_id = :id
