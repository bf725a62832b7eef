select count(*) as found
from memory_items m
where m.user_id = :user_id and m.scope = :scope and m.status = 'active'
  and (m.expires_at is null or m.expires_at > :now)
  and (:types = '[]' or m.memory_type in (select value from json_each(:types)))
  and not exists (
    select 1 from json_each(:tags) wanted
    where wanted.value not in (select value from json_each(m.tags)))
  and (:since is null or m.created_at >= :since)
  and (:until is null or m.created_at < :until)
