select w.id, w.user_id, w.organization_id, w.scope, w.client_id, w.request, w.conversation_id, w.correlation_id, w.state, w.attempts,
  w.accepted_at, w.next_attempt_at, w.finished_at, w.outcome
from memory_writes w
where w.user_id = :user_id and w.scope = :scope and w.state = 'accepted'
  and not exists (
    select 1 from memory_items m
    where m.user_id = w.user_id and m.scope = w.scope and m.content_hash = w.content_hash and m.status = 'active')
  and not exists (
    select 1 from memory_writes earlier
    where earlier.user_id = w.user_id and earlier.scope = w.scope and earlier.content_hash = w.content_hash
      and earlier.state = 'accepted'
      and (earlier.accepted_at < w.accepted_at or (earlier.accepted_at = w.accepted_at and earlier.id < w.id)))
order by w.accepted_at desc, w.id desc
limit :limit
