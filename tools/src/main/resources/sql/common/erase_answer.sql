delete from idempotency_keys where user_id = :user_id and client_id = :client_id and tool = :tool and key = :key
