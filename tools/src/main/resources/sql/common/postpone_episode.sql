update episodes
set attempts = attempts + :failures, next_attempt_at = :next_attempt_at, leased_by = null, leased_until = null
where user_id = :user_id and scope = :scope and conversation_id = :id and finished_at is null and leased_by = :worker
