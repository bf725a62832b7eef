select id from users where organization_id = :organization_id and external_id = :external_id
