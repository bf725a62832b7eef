select user_id from users_of_space(:space, :limit) as user_id
