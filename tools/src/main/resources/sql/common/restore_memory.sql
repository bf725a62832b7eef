update memory_items
set status = case when superseded_by is null then 'active' else 'superseded' end, deleted_at = null, updated_at = :at,
  revision = :revision, _last_updated_by_id = :client_id
where user_id = :user_id and scope = :scope and id = :id and status = 'deleted'
