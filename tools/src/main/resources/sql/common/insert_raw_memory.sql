insert into raw_memory (
  id, user_id, organization_id, scope, context, filter_tags, last_modify, occurred_at, created_at, updated_at, _created_by_id,
  _last_updated_by_id
) values (
  :id, :user_id, :organization_id, :scope, :context, :filter_tags, :last_modify, :occurred_at, :created_at, :updated_at, :client_id,
  :client_id
)
