update memory_writes
set state = 'finished', outcome = :outcome, request = '{}', content_hash = '', attempts = :attempts, finished_at = :at,
  next_attempt_at = null, leased_by = null, leased_until = null
where user_id = :user_id and scope = :scope and id = :id and state = 'accepted'
