select m.id, m.user_id, m.scope, m.memory_type, m.content, m.tags, m.source, m.source_conversation_id, m.source_message_id,
  m.confidence, m.importance, m.provenance, m.trust, m.extraction_type, m.client_id, m.status, m.superseded_by,
  m.recorded_at, m.superseded_at, m.valid_from, m.valid_to, m.expires_at, m.embedding_status, m.created_at,
  m.updated_at, m.revision
from memory_items m
where m.user_id = :user_id and m.scope = :scope and m.status = 'active'
  and (m.expires_at is null or m.expires_at > :now)
  and (cast(:types as jsonb) = '[]' or m.memory_type in (select jsonb_array_elements_text(cast(:types as jsonb))))
  and (cast(:tags as jsonb) = '[]' or m.tags @> cast(:tags as jsonb))
  and (cast(:since as timestamptz) is null or m.created_at >= :since)
  and (cast(:until as timestamptz) is null or m.created_at < :until)
  and (cast(:after_created_at as timestamptz) is null or (m.created_at, m.id) < (:after_created_at, :after_id))
order by m.created_at desc, m.id desc
limit :limit
