delete from idempotency_keys where user_id = :user_id and expires_at <= :at
