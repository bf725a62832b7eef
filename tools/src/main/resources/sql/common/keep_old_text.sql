insert into memory_items (
  id, user_id, organization_id, scope, memory_type, content, content_hash, title, tags, metadata, filter_tags, source, source_id,
  source_conversation_id, source_message_id, related_memories, project, author, confidence, importance, emotional_score,
  provenance, trust, extraction_type, client_id, status, superseded_by, recorded_at, superseded_at, valid_from, valid_to,
  expires_at, embedding_status, embedding_model, embedding_updated_at, embedding_attempts, embedding_next_attempt_at, created_at,
  updated_at, accessed_at, access_count, revision, _created_by_id, _last_updated_by_id
)
select :kept, user_id, organization_id, scope, memory_type, content, content_hash, title, tags, metadata, filter_tags, source, source_id,
  source_conversation_id, source_message_id, related_memories, project, author, confidence, importance, emotional_score,
  provenance, trust, extraction_type, client_id, 'superseded', id, recorded_at, :at, valid_from, coalesce(valid_to, :at),
  expires_at, embedding_status, embedding_model, embedding_updated_at, embedding_attempts, embedding_next_attempt_at, created_at,
  :at, accessed_at, access_count, :revision, _created_by_id, :client_id
from memory_items
where user_id = :user_id and scope = :scope and id = :id and status = 'active'
