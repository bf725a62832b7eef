select embedding_attempts
from memory_items
where user_id = :user_id and scope = :scope and id = :id
  and embedding_status = 'processing' and embedding_next_attempt_at = :lease
