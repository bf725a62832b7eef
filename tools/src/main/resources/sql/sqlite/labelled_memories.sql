-- which of them contain what is asked for is looked at by whoever reads them
select m.id, m.filter_tags
from memory_items m
where m.user_id = :user_id and m.scope = :scope and m.status <> 'deleted' and m.filter_tags <> '{}' and :filter_tags <> ''
