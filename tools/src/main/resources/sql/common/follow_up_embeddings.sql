update memory_items
set embedding_status = 'pending', embedding_attempts = 0, embedding_next_attempt_at = null, revision = :revision
where user_id = :user_id and status <> 'deleted' and embedding_status = 'completed' and not exists (
  select 1 from memory_embeddings e
  where e.user_id = memory_items.user_id and e.memory_id = memory_items.id and e.space = :space)
returning id
