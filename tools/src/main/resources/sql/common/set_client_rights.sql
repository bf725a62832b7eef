update clients set rights = :rights where id = :id and organization_id = :organization_id
