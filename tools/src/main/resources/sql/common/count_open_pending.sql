select count(*) as open
from pending_confirmations
where user_id = :user_id and scope = :scope and state = 'open' and expires_at > :now
