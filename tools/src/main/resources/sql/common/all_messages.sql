select m.seq, m.id, m.role, m.content, m.extra, m.tokens, m.model, m.sent_at, m.created_at
from messages m
where m.user_id = :user_id and m.scope = :scope and m.conversation_id = :id
order by m.seq
