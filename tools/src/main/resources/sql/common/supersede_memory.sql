update memory_items
set status = 'superseded', superseded_by = :by, superseded_at = :at, valid_to = coalesce(valid_to, :at), updated_at = :at,
  revision = :revision, _last_updated_by_id = :client_id
where user_id = :user_id and scope = :scope and id = :id and status = 'active'
