insert into episodes (user_id, scope, conversation_id, state, attempts, next_attempt_at, created_at)
values (:user_id, :scope, :id, 'due', 0, :at, :at)
on conflict (user_id, scope, conversation_id) do nothing
