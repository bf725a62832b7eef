select user_id from users_to_purge(:before, cast(:after as uuid), :limit) as user_id
