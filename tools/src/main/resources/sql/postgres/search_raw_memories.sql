select r.id, r.user_id, r.context, r.filter_tags, r.last_modify, r.occurred_at, r.created_at, r.updated_at
from raw_memory r
where r.user_id = :user_id and r.filter_tags ->> 'scope' = :scope and r.filter_tags @> cast(:filter_tags as jsonb)
  and (cast(:since as timestamptz) is null or r.occurred_at >= :since)
  and (cast(:until as timestamptz) is null or r.occurred_at < :until)
  and (cast(:pattern as text) is null or r.context ilike :pattern escape '!')
order by r.occurred_at desc, r.id desc
limit :limit
