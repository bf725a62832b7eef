select count(*) as found
from memory_items m
where m.user_id = :user_id and m.scope = :scope and m.status = 'active'
  and (m.expires_at is null or m.expires_at > :now)
  and (cast(:types as jsonb) = '[]' or m.memory_type in (select jsonb_array_elements_text(cast(:types as jsonb))))
  and (cast(:tags as jsonb) = '[]' or m.tags @> cast(:tags as jsonb))
  and (cast(:since as timestamptz) is null or m.created_at >= :since)
  and (cast(:until as timestamptz) is null or m.created_at < :until)
