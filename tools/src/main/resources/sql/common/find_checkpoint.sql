select number, taken_at, prev_hash, heads, hash, key_id, signature
from audit_checkpoints
where number = :number
