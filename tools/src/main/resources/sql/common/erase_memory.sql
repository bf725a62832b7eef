delete from memory_items where user_id = :user_id and id = :id
