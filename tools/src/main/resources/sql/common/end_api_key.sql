update api_keys set expires_at = :at where id = :id and revoked_at is null
