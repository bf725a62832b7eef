insert into idempotency_keys (user_id, client_id, tool, key, fingerprint, answer, created_at, expires_at)
values (:user_id, :client_id, :tool, :key, :fingerprint, :answer, :at, :expires_at)
