update clients set policy = :policy where id = :id and organization_id = :organization_id
