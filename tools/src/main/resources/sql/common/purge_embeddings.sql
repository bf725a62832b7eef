delete from memory_embeddings where user_id = :user_id and memory_id = :id
