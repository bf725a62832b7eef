select content_hash, id, expires_at
-- else the planner takes the index by status, which leads through every active memory
from memory_items indexed by memory_items_active_content
where user_id = :user_id and scope = :scope and content_hash in (<contents>) and status = 'active'
