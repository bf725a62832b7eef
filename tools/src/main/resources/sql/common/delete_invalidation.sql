delete from cache_invalidations where user_id = :user_id and memory_id = :memory_id and revision = :revision
