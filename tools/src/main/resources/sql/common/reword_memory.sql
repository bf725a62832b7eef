update memory_items
set content = :content, content_hash = :content_hash, title = :title, tags = :tags, metadata = :metadata, provenance = :provenance,
  trust = :trust, extraction_type = :extraction_type, expires_at = :expires_at, recorded_at = :at, updated_at = :at,
  embedding_status = :embedding_status, embedding_model = :embedding_model, embedding_updated_at = :embedding_updated_at,
  embedding_attempts = 0, embedding_next_attempt_at = null, revision = :revision, _last_updated_by_id = :client_id
where user_id = :user_id and scope = :scope and id = :id and status = 'active'
