update user_state set erased_at = :at where user_id = :user_id
