with recursive placed (id, depth) as (
  select id, 0
  from memory_items
  where user_id = :user_id and scope = :scope and superseded_by is null
  union all
  select m.id, p.depth + 1
  from placed p join memory_items m on m.superseded_by = p.id
  where m.user_id = :user_id and m.scope = :scope
)
select p.id
from placed p join memory_items m on m.id = p.id
where m.user_id = :user_id and m.scope = :scope and m.status in (<statuses>)
order by p.depth, p.id
