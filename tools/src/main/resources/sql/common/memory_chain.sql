-- SQLite reads a cross join from left to right; else, and with the scope asked for at every step, it goes through all
-- memories at each
with recursive
  later (id, superseded_by) as (
    select id, superseded_by from memory_items where user_id = :user_id and scope = :scope and id = :id
    union
    select n.id, n.superseded_by
    from later l cross join memory_items n
    where n.user_id = :user_id and n.id = l.superseded_by
  ),
  chain (id) as (
    select id from later
    union
    select n.id
    from chain c cross join memory_items n
    where n.user_id = :user_id and n.superseded_by = c.id
  )
select m.id, m.user_id, m.scope, m.memory_type, m.content, m.tags, m.source, m.source_conversation_id, m.source_message_id,
  m.confidence, m.importance, m.provenance, m.trust, m.extraction_type, m.client_id, m.status, m.superseded_by,
  m.recorded_at, m.superseded_at, m.valid_from, m.valid_to, m.expires_at, m.embedding_status, m.created_at,
  m.updated_at, m.revision
from chain cross join memory_items m
where m.user_id = :user_id and m.id = chain.id and m.scope = :scope
order by m.recorded_at, m.id
