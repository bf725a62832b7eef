delete from conversations
where user_id = :user_id
returning message_count
