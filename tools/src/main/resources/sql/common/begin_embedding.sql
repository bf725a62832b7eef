update memory_items
set embedding_status = :embedding_status, embedding_attempts = :attempts, embedding_next_attempt_at = :next
where user_id = :user_id and scope = :scope and id = :id and revision = :revision and embedding_status <> 'completed'
