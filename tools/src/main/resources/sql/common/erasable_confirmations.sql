select id, request, outcome
from pending_confirmations
where user_id = :user_id
