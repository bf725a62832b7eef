update episodes
set leased_by = :worker, leased_until = :lease
where rowid in (
  select rowid
  from episodes
  where finished_at is null and next_attempt_at <= :now and (leased_until is null or leased_until <= :now)
  order by attempts, next_attempt_at
  limit :limit
)
returning user_id, scope, conversation_id
