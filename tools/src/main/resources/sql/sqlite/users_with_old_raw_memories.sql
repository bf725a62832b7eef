select distinct r.user_id
from organizations o
join raw_memory r on r.organization_id = o.id and r.updated_at <= :before
where :after is null or r.user_id > :after
order by r.user_id
limit :limit
