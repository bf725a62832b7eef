delete from messages where user_id = :user_id and scope = :scope and conversation_id = :id and seq <= :last
