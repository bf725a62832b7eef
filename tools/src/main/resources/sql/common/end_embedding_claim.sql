update memory_items
set embedding_status = :embedding_status, embedding_attempts = :attempts, embedding_next_attempt_at = :next, revision = :revision
where user_id = :user_id and scope = :scope and id = :id
  and embedding_status = 'processing' and embedding_next_attempt_at = :lease
