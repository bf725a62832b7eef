-- What applications keep beside a statement, and clients with a policy of their own.

-- empty: the policy of the installation
alter table clients add column policy text;

-- an application's own labels; that of the scope is the column's
alter table memory_items add column filter_tags jsonb not null default '{}';

-- for @>; not led by the user, because GIN takes no uuid without a further extension
create index memory_items_filter_tags on memory_items using gin (filter_tags jsonb_path_ops);
create index memory_items_updated on memory_items (user_id, scope, status, updated_at, id);
create index memory_items_accessed on memory_items (user_id, scope, status, (coalesce(accessed_at, created_at)), id);

-- by which way it came in: programs have another limit than agents
alter table memory_writes add column extraction_type text not null default 'tool';
