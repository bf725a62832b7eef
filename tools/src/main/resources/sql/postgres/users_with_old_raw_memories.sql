select user_id from users_with_old_raw_memories(:before, cast(:after as uuid), :limit) as user_id
