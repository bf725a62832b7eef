insert into api_keys (id, organization_id, client_id, name, prefix, hash, created_at, expires_at)
values (:id, :organization_id, :client_id, :name, :prefix, :hash, :at, :expires_at)
