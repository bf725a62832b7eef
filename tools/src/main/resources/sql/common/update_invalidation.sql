update cache_invalidations set told_at = :at
where user_id = :user_id and memory_id = :memory_id and revision = :revision
