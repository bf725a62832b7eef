with recursive
  later (id, superseded_by) as (
    select id, superseded_by from memory_items where user_id = :user_id and scope = :scope and id = :id
    union
    select n.id, n.superseded_by
    from memory_items n join later l on n.id = l.superseded_by
    where n.user_id = :user_id and n.scope = :scope
  ),
  chain (id) as (
    select id from later
    union
    select n.id
    from memory_items n join chain c on n.superseded_by = c.id
    where n.user_id = :user_id and n.scope = :scope
  )
select m.id, m.user_id, m.scope, m.memory_type, m.content, m.tags, m.source, m.source_conversation_id, m.source_message_id,
  m.confidence, m.importance, m.provenance, m.trust, m.extraction_type, m.client_id, m.status, m.superseded_by,
  m.recorded_at, m.superseded_at, m.valid_from, m.valid_to, m.expires_at, m.embedding_status, m.created_at,
  m.updated_at, m.revision
from memory_items m join chain on chain.id = m.id
where m.user_id = :user_id and m.scope = :scope
order by m.recorded_at, m.id
