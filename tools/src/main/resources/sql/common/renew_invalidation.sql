update cache_invalidations set revision = :revision, created_at = :at, told_at = null
where user_id = :user_id and memory_id = :memory_id
