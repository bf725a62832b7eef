select k.id, k.prefix, k.name, k.created_at, k.expires_at, k.revoked_at, k.last_used_at,
  k.organization_id, o.name as organization, k.client_id, c.name as client, c.scope, c.rights, c.disabled_at
from api_keys k
join organizations o on o.id = k.organization_id
join clients c on c.id = k.client_id and c.organization_id = k.organization_id
order by k.created_at, k.id
