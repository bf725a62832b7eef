select client_id, tool, key, answer
from idempotency_keys
where user_id = :user_id
