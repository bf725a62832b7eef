update memory_items
set embedding_status = 'completed', embedding_model = :embedding_model, embedding_updated_at = :at,
  embedding_next_attempt_at = null, revision = :revision
where user_id = :user_id and scope = :scope and id = :id and embedding_status <> 'completed' and status <> 'deleted'
