insert into memory_embeddings (user_id, memory_id, space, chunk, embedding)
values (:user_id, :memory_id, :space, :chunk, :embedding)
