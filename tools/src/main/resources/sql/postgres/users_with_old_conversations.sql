select user_id from users_with_old_conversations(:before, cast(:after as uuid), :limit) as user_id
