insert into memory_write_events (
  id, user_id, seq, organization_id, scope, memory_item_id, operation, action, memory_type,
  confidence, importance, source, tags, extraction_type, rule, policy_version, provenance,
  trust, client_id, conversation_id, correlation_id, details, before_hmac, after_hmac,
  words_hmac, form, processing_time_ms, created_at, prev_hash, hash
) values (
  :id, :user_id, :seq, :organization_id, :scope, :memory_item_id, :operation, :action, :memory_type,
  :confidence, :importance, :source, '[]', :extraction_type, :rule, :policy_version,
  :provenance, :trust, :client_id, :conversation_id, :correlation_id, :details, :before_hmac,
  :after_hmac, :words_hmac, :form, :processing_time_ms, :created_at, :prev_hash, :hash
)
