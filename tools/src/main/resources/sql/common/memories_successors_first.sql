with recursive placed (id, depth, scope, status) as (
  select id, 0, scope, status
  from memory_items
  where user_id = :user_id and scope = :scope and superseded_by is null
  union all
  -- SQLite reads a cross join from left to right; else, and with the scope asked for here, it goes
  -- through all memories at every step
  select m.id, p.depth + 1, m.scope, m.status
  from placed p cross join memory_items m
  where m.user_id = :user_id and m.superseded_by = p.id
)
select id
from placed
where scope = :scope and status in (<statuses>)
order by depth, id
