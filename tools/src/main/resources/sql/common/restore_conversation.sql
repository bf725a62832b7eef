insert into conversations (
  user_id, organization_id, scope, id, summary, summary_kind, message_count, total_count, user_count, created_at, last_active,
  _created_by_id, _last_updated_by_id
) values (
  :user_id, :organization_id, :scope, :id, :summary, :summary_kind, :message_count, :total_count, :user_count, :created_at,
  :last_active, :client_id, :client_id
)
