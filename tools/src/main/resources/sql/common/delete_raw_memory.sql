delete from raw_memory
where user_id = :user_id and id = :id and scope = :scope
