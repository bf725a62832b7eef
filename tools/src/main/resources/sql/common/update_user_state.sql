update user_state
set revision = :revision, epoch = :epoch, audit_seq = :audit_seq, audit_head = :audit_head, last_at = :last_at
where user_id = :user_id
