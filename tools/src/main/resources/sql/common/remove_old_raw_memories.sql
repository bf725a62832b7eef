delete from raw_memory
where user_id = :user_id and id in (
  select r.id from raw_memory r
  where r.user_id = :user_id and r.updated_at <= :before
  order by r.updated_at, r.id
  limit :limit)
returning id
