select user_id from users_with_long_conversations(:before, :kept, cast(:after as uuid), :limit) as user_id
