select p.id, p.user_id, p.organization_id, p.scope, p.client_id, p.content_hash, p.request, p.rule, p.policy_version,
  p.created_at, p.expires_at
from pending_confirmations p
where p.user_id = :user_id and p.scope = :scope and p.state = 'open' and p.expires_at > :now
order by p.created_at, p.id
