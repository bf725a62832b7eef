select a.id as space, u.organization_id, s.revision, s.epoch, s.audit_seq, s.audit_head, s.last_at,
  exists (select 1 from memory_writes w where w.user_id = :user_id and w.state = 'accepted') as waiting
from embedding_spaces a
left join user_state s on s.user_id = :user_id
left join users u on u.id = s.user_id
where a.state = 'active'
