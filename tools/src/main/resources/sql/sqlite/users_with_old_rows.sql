select k.user_id from idempotency_keys k where k.expires_at <= :now
union
select w.user_id from memory_writes w where w.state <> 'accepted' and w.finished_at <= :finished_before
union
select p.user_id from pending_confirmations p
where p.state <> 'open' and coalesce(p.decided_at, p.expires_at) <= :finished_before
limit :limit
