select m.id, m.user_id, m.scope, m.memory_type, m.content, m.tags, m.source, m.source_conversation_id, m.source_message_id,
  m.confidence, m.importance, m.provenance, m.trust, m.extraction_type, m.client_id, m.status, m.superseded_by,
  m.recorded_at, m.superseded_at, m.valid_from, m.valid_to, m.expires_at, m.embedding_status, m.created_at,
  m.updated_at, m.revision, m.title, m.metadata, m.filter_tags, m.source_id, m.related_memories, m.project, m.author,
  m.emotional_score, m.deleted_at, m.accessed_at, m.access_count, m.embedding_model,
  m.embedding_updated_at, e.chunk, e.whole, <vector> as embedding
from memory_items m
left join memory_embeddings e on e.user_id = m.user_id and e.memory_id = m.id and e.space = :space
where m.user_id = :user_id and m.id in (<ids>)
order by m.id, e.chunk
