update raw_memory
set context = :context, filter_tags = :filter_tags, last_modify = :last_modify, updated_at = :updated_at,
  _last_updated_by_id = :client_id
where user_id = :user_id and id = :id and scope = :scope
