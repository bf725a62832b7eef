update conversations
set summary = :summary, summary_kind = :summary_kind, message_count = :message_count, total_count = :total_count,
  user_count = :user_count, last_active = :last_active, _last_updated_by_id = :client_id
where user_id = :user_id and scope = :scope and id = :id
