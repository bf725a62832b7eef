insert into episodes (user_id, scope, conversation_id, state, attempts, next_attempt_at, leased_by, leased_until, created_at)
values (:user_id, :scope, :id, 'due', 0, :at, :worker, :lease, :at)
on conflict (user_id, scope, conversation_id) do update
set state = case when episodes.text is null then 'due' else 'summarised' end, attempts = 0, next_attempt_at = :at, leased_by = :worker,
  leased_until = :lease, created_at = case when episodes.finished_at is null then episodes.created_at else :at end, finished_at = null
where episodes.leased_until is null or episodes.leased_until <= :at
