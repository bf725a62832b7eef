select s.user_id, s.audit_seq, s.audit_head
from user_state s
where s.last_at >= :since and (:after is null or s.user_id > :after)
order by s.user_id
limit :limit
