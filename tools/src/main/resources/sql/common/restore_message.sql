insert into messages (
  user_id, scope, conversation_id, seq, id, role, content, extra, fingerprint, tokens, model, sent_at, created_at
) values (
  :user_id, :scope, :conversation_id, :seq, :id, :role, :content, :extra, :fingerprint, :tokens, :model, :sent_at, :created_at
)
on conflict (user_id, scope, conversation_id, seq) do nothing
