update memory_writes
set attempts = attempts + :failures, next_attempt_at = :next_attempt_at, leased_by = null, leased_until = null
where user_id = :user_id and scope = :scope and id = :id and state = 'accepted' and leased_by = :worker
