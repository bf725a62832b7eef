select o.id as organization_id, o.name as organization, c.id as client_id, c.name as client, c.scope, c.rights, c.disabled_at,
  c.created_at, c.policy is not null as own_policy
from clients c
join organizations o on o.id = c.organization_id
order by c.created_at, c.id
