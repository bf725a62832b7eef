update pending_confirmations
set state = 'expired', decided_at = :at
where user_id = :user_id and scope = :scope and content_hash = :content_hash and state = 'open' and expires_at <= :at
