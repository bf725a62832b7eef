select count(*) as found, min(m.expires_at) as first_expiry
from memory_items m
where m.user_id = :user_id and m.scope = :scope and m.status = :status
  and (m.expires_at is null or m.expires_at > :now)
  and (:types = '[]' or m.memory_type in (select value from json_each(:types)))
  and (:tags = '[]' or not exists (
    select 1 from json_each(:tags) wanted
    where wanted.value not in (select value from json_each(m.tags))))
  and (:source is null or m.source = :source)
  and (:embedding_status is null or m.embedding_status = :embedding_status)
  and (:since is null or m.created_at >= :since)
  and (:until is null or m.created_at < :until)
