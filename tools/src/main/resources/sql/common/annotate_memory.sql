update memory_items
set title = :title, tags = :tags, metadata = :metadata, updated_at = :at, revision = :revision, _last_updated_by_id = :client_id
where user_id = :user_id and scope = :scope and id = :id and status = 'active'
