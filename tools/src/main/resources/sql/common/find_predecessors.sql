-- materialized, or SQLite goes through all superseded memories of the owner
with linked as materialized (
  select id, superseded_by, scope, status, recorded_at
  from memory_items
  where user_id = :user_id and superseded_by in (<successors>)
)
select id, superseded_by
from linked
where scope = :scope and status = 'superseded'
order by recorded_at, id
