delete from pending_confirmations
where user_id = :user_id and state <> 'open' and coalesce(decided_at, expires_at) <= :before
