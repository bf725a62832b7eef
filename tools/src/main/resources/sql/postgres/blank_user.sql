select blank_user(:user_id, :at)
