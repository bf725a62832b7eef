select e.id, e.user_id, e.seq, e.scope, e.memory_item_id, e.operation, e.action, e.memory_type, e.confidence, e.importance,
  e.source, e.tags, e.extraction_type, e.reason, e.rule, e.policy_version, e.provenance, e.trust, e.client_id,
  e.conversation_id, e.correlation_id, e.details, e.before_hmac, e.after_hmac, e.processing_time_ms, e.created_at,
  e.prev_hash, e.hash, e.form, e.words_hmac, c.reason as kept_reason, c.tags as kept_tags, c.before_content, c.after_content
from memory_write_events e
left join memory_write_event_contents c on c.user_id = e.user_id and c.event_id = e.id
where e.user_id = :user_id and e.scope = :scope
order by e.seq desc
limit :limit
