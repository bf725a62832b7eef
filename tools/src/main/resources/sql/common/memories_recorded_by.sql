select m.id, m.user_id, m.scope, m.memory_type, m.content, m.tags, m.source, m.source_conversation_id, m.source_message_id,
  m.confidence, m.importance, m.provenance, m.trust, m.extraction_type, m.client_id, m.status, m.superseded_by,
  m.recorded_at, m.superseded_at, m.valid_from, m.valid_to, m.expires_at, m.embedding_status, m.created_at,
  m.updated_at, m.revision, e.chunk, e.whole, <vector> as embedding
from memory_items m
left join memory_embeddings e on e.user_id = m.user_id and e.memory_id = m.id and e.space = :space
where m.user_id = :user_id and m.scope = :scope and m.status in ('active', 'superseded')
  and m.recorded_at <= :moment
order by m.id, e.chunk
