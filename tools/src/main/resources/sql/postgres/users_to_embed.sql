select user_id from users_to_embed(:space, cast(:after as uuid), :limit) as user_id
