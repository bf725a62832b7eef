select status, memory_type, count(*) as found
from memory_items
group by status, memory_type
