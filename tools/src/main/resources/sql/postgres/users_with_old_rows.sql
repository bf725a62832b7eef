select user_id from users_with_old_rows(:now, :finished_before, :limit) as user_id
