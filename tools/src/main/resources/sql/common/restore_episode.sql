insert into episodes (
  user_id, scope, conversation_id, state, text, kind, prompt_name, prompt_version, prompt_sha256, memory_id, attempts,
  next_attempt_at, created_at, finished_at
) values (
  :user_id, :scope, :id, :state, :text, :kind, :prompt_name, :prompt_version, :prompt_sha256, :memory_id, 0, :next_attempt_at,
  :created_at, :finished_at
)
on conflict (user_id, scope, conversation_id) do nothing
