delete from memory_writes where user_id = :user_id and state <> 'accepted' and finished_at <= :before
