update memory_items
set embedding_status = 'pending', embedding_attempts = embedding_attempts + 1, embedding_next_attempt_at = :next
where user_id = :user_id and scope = :scope and id = :id and embedding_status <> 'completed'
