insert into pending_confirmations (
  id, user_id, organization_id, scope, client_id, state, content_hash, request, rule, policy_version, conversation_id,
  correlation_id, created_at, expires_at
) values (
  :id, :user_id, :organization_id, :scope, :client_id, 'open', :content_hash, :request, :rule, :policy_version,
  :conversation_id, :correlation_id, :at, :expires_at
)
