select p.user_id, p.id
from pending_confirmations p
where p.state = 'open' and p.expires_at <= :now
order by p.expires_at
limit :limit
