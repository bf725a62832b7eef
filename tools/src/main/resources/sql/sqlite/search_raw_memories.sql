select r.id, r.user_id, r.context, r.filter_tags, r.last_modify, r.occurred_at, r.created_at, r.updated_at
from raw_memory r
where r.user_id = :user_id and r.filter_tags ->> 'scope' = :scope
  and (:since is null or r.occurred_at >= :since)
  and (:until is null or r.occurred_at < :until)
order by r.occurred_at desc, r.id desc
limit case when :filter_tags = '{}' and :pattern is null then :limit else -1 end
