insert into memory_items (
  id, user_id, organization_id, scope, memory_type, content, content_hash, title, tags, metadata, filter_tags, source, source_id,
  source_conversation_id, source_message_id, related_memories, confidence, importance, provenance,
  trust, extraction_type, client_id, status, recorded_at, valid_from, valid_to, expires_at,
  embedding_status, embedding_model, embedding_updated_at, embedding_attempts, created_at,
  updated_at, access_count, revision, _created_by_id, _last_updated_by_id
) values (
  :id, :user_id, :organization_id, :scope, :memory_type, :content, :content_hash, :title, :tags, :metadata, :filter_tags, :source,
  :source_id, :source_conversation_id, :source_message_id, :related_memories, :confidence, :importance, :provenance,
  :trust, :extraction_type, :client_id, 'active', :at, :valid_from, :valid_to, :expires_at,
  :embedding_status, :embedding_model, :embedding_updated_at, 0, :at, :at, 0, :revision, :client_id,
  :client_id
)
