select taken_at
from audit_checkpoints
order by number desc
limit 1
