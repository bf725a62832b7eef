delete from pending_confirmations where user_id = :user_id and id = :id
