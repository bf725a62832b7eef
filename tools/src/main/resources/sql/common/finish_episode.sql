update episodes
set state = :state, text = null, memory_id = coalesce(:memory_id, memory_id), next_attempt_at = null, leased_by = null,
  leased_until = null, finished_at = :at
where user_id = :user_id and scope = :scope and conversation_id = :id and finished_at is null and leased_by = :worker
