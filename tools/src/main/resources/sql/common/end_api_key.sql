update api_keys set expires_at = :at, rotated_at = :now
where id = :id and revoked_at is null and rotated_at is null
