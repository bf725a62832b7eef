insert into cache_invalidations (user_id, kind, memory_id, revision, created_at)
values (:user_id, :kind, :memory_id, :revision, :at)
on conflict (user_id, memory_id, revision) do nothing
