update memory_items
set embedding_status = 'processing', embedding_next_attempt_at = :lease
where rowid in (
  select rowid
  from memory_items
  where embedding_status <> 'completed' and status <> 'deleted'
    and (embedding_next_attempt_at <= :now or (embedding_next_attempt_at is null and embedding_status = 'pending'))
  order by embedding_attempts, created_at
  limit :limit
)
returning user_id, id
