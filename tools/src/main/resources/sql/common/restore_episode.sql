insert into episodes (
  user_id, scope, conversation_id, state, memory_id, attempts, next_attempt_at, created_at, finished_at
) values (:user_id, :scope, :id, :state, :memory_id, 0, :next_attempt_at, :at, :finished_at)
