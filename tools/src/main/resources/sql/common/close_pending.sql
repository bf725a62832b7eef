update pending_confirmations
set state = :state, decided_at = :at, decided_by = :by, outcome = :outcome
where user_id = :user_id and scope = :scope and id = :id and state = 'open'
