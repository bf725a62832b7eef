insert into memory_embeddings (user_id, memory_id, space, chunk, whole, embedding)
values (:user_id, :memory_id, :space, :chunk, :whole, :embedding)
