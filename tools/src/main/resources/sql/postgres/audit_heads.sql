select user_id, audit_seq, audit_head from audit_heads(:since, cast(:after as uuid), :limit)
