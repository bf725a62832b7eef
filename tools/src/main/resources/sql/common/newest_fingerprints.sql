select m.fingerprint
from messages m
where m.user_id = :user_id and m.scope = :scope and m.conversation_id = :id
order by m.seq desc
limit :limit
