delete from raw_memory
where user_id = :user_id
returning id
