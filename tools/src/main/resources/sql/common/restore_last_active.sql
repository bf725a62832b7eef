update conversations
set last_active = :at
where user_id = :user_id and scope = :scope and id = :id
