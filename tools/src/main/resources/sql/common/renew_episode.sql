insert into episodes (user_id, scope, conversation_id, state, attempts, next_attempt_at, leased_by, leased_until, created_at)
values (:user_id, :scope, :id, 'due', 0, :at, :worker, :lease, :at)
on conflict (user_id, scope, conversation_id) do update
set state = 'due', text = null, kind = null, prompt_name = null, prompt_version = null, prompt_sha256 = null, attempts = 0,
  next_attempt_at = :at, leased_by = :worker, leased_until = :lease, created_at = :at, finished_at = null
