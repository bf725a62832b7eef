select w.id, w.user_id, w.organization_id, w.scope, w.client_id, w.request, w.conversation_id, w.correlation_id, w.state, w.attempts,
  w.accepted_at, w.next_attempt_at, w.finished_at, w.outcome
from memory_writes w
where w.user_id = :user_id and w.id = :id
