select content_hash, id, expires_at
from memory_items
where user_id = :user_id and scope = :scope and content_hash in (<contents>) and status = 'active'
