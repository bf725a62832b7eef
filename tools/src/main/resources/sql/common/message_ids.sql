select m.seq, m.id
from messages m
where m.user_id = :user_id and m.scope = :scope and m.conversation_id = :id and m.seq between :first and :last
