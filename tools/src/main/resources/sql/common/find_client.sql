select id from clients where organization_id = :organization_id and name = :name and disabled_at is null
