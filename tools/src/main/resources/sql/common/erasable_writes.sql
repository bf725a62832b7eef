select id, request, outcome
from memory_writes
where user_id = :user_id
