update memory_items
set accessed_at = case when accessed_at is null or accessed_at < :at then :at else accessed_at end,
  access_count = access_count + :count
where user_id = :user_id and scope = :scope and id = :id
