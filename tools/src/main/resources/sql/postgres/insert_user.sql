select make_user(:id, :organization_id, :external_id, :at)
