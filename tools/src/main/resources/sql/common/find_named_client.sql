select o.id as organization_id, o.name as organization, c.id as client_id, c.name as client, c.scope, c.rights, c.disabled_at
from clients c
join organizations o on o.id = c.organization_id
where o.name = :organization and c.name = :client
