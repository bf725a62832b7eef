update memory_writes
set leased_by = :worker, leased_until = :lease
where rowid in (
  select rowid
  from memory_writes
  where state = 'accepted' and next_attempt_at <= :now and (leased_until is null or leased_until <= :now)
  order by attempts, accepted_at, id
  limit :limit
)
returning user_id, id
