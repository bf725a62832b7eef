delete from memory_writes where user_id = :user_id and id = :id
