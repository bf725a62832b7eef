select a.id as space, u.organization_id, s.revision, s.epoch, s.audit_seq, s.audit_head, s.last_at, s.erased_at
from user_state s join users u on u.id = s.user_id cross join embedding_spaces a
where s.user_id = :user_id and a.state = 'active'
for update of s
