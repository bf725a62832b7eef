select id from find_user(:organization_id, :external_id) as id
