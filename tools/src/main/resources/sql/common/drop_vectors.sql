delete from memory_embeddings where user_id = :user_id and space = :space
