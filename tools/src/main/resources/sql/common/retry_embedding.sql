update memory_items
set embedding_status = 'pending', embedding_attempts = 0, embedding_next_attempt_at = null
where user_id = :user_id and scope = :scope and id = :id and status <> 'deleted' and embedding_status in ('failed', 'pending')
