select user_id, memory_id, revision from untold_invalidations(:before, :told, :limit)
