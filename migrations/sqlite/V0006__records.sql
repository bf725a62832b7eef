-- What applications keep beside a statement, and clients with a policy of their own.

-- empty: the policy of the installation
alter table clients add column policy text;

-- an application's own labels; that of the scope is the column's
alter table memory_items add column filter_tags text not null default '{}';

create index memory_items_updated on memory_items (user_id, scope, status, updated_at, id);
create index memory_items_accessed on memory_items (user_id, scope, status, coalesce(accessed_at, created_at), id);

-- by which way it came in: programs have another limit than agents
alter table memory_writes add column extraction_type text not null default 'tool';

pragma user_version = 6;
