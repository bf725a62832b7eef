insert into memory_writes (
  id, user_id, organization_id, scope, client_id, state, content_hash, request, conversation_id, correlation_id, extraction_type,
  attempts, next_attempt_at, accepted_at
) values (
  :id, :user_id, :organization_id, :scope, :client_id, 'accepted', :content_hash, :request, :conversation_id, :correlation_id,
  :extraction_type, 0, :next_attempt_at, :at
)
