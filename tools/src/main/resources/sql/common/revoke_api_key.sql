update api_keys set revoked_at = :at where prefix = :prefix and revoked_at is null
