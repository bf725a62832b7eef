select users from user_count() as users
