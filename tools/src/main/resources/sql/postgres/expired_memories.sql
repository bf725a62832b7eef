select user_id, id from expired_memories(:now, :limit)
