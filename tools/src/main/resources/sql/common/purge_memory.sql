delete from memory_items
where user_id = :user_id and scope = :scope and id = :id and status in ('deleted', 'superseded')
