select name from scopes where organization_id = :organization_id and name = :name
