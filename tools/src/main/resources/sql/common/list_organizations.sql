select o.id, o.name, o.created_at, count(c.id) as clients
from organizations o
left join clients c on c.organization_id = o.id
group by o.id, o.name, o.created_at
order by o.created_at, o.id
