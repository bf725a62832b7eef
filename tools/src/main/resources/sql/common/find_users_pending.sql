select p.id, p.user_id, p.organization_id, p.scope, p.client_id, p.content_hash, p.request, p.rule, p.policy_version,
  p.conversation_id, p.created_at, p.expires_at, p.state, p.outcome
from pending_confirmations p
where p.user_id = :user_id and p.id = :id
