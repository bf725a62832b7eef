select m.conversation_id, m.content, m.extra
from messages m
where m.user_id = :user_id
union all
select c.id, c.summary, null
from conversations c
where c.user_id = :user_id and c.summary is not null
union all
select e.conversation_id, e.text, null
from episodes e
where e.user_id = :user_id and e.text is not null
