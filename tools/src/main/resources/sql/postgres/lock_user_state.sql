select u.organization_id, s.revision, s.epoch, s.audit_seq, s.audit_head, s.last_at
from user_state s join users u on u.id = s.user_id
where s.user_id = :user_id
for update of s
