select m.id, m.filter_tags
from memory_items m
where m.user_id = :user_id and m.scope = :scope and m.status <> 'deleted' and m.filter_tags @> cast(:filter_tags as jsonb)
