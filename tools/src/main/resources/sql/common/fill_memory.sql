update memory_items
set embedding_model = :embedding_model, embedding_updated_at = :at,
  embedding_status = coalesce(cast(:embedding_status as text), embedding_status),
  revision = coalesce(cast(:revision as bigint), revision)
where user_id = :user_id and id = :id and status <> 'deleted' and content_hash = :content_hash and not exists (
  select 1 from memory_embeddings e where e.user_id = :user_id and e.memory_id = :id and e.space = :space)
