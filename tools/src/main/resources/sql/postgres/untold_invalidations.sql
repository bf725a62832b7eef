select user_id, kind, memory_id, revision from untold_invalidations(:before, :told, :limit)
