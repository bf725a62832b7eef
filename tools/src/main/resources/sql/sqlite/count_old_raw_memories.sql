select count(*) as found
from organizations o
join raw_memory r on r.organization_id = o.id and r.updated_at <= :before
