select c.id, c.summary, c.summary_kind, c.message_count, c.total_count, c.user_count, c.created_at, c.last_active, c.organization_id, c._last_updated_by_id,
  e.state as episode_state, e.memory_id as episode_memory_id
from conversations c
left join episodes e on e.user_id = c.user_id and e.scope = c.scope and e.conversation_id = c.id
where c.user_id = :user_id and c.scope = :scope
order by c.id
