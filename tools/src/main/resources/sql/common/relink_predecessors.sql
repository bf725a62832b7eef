update memory_items
set superseded_by = :kept, revision = :revision
where user_id = :user_id and scope = :scope and superseded_by = :id and id <> :kept
