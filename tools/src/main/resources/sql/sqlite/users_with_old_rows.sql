select k.user_id from idempotency_keys k where k.expires_at <= :now
union
select w.user_id from memory_writes w where w.state <> 'accepted' and w.finished_at <= :finished_before
limit :limit
