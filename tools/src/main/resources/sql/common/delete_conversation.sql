delete from conversations where user_id = :user_id and scope = :scope and id = :id
