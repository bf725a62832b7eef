-- What agents note down of a task and share with each other, as it was given; deleted for good when nobody has changed it for long.

-- filter_tags has the scope among the application's own labels; last_modify says when it was changed, and how
create table raw_memory (
  id text not null,
  user_id text not null references users (id),
  organization_id text not null references organizations (id) on delete cascade,
  scope text not null,
  context text not null,
  filter_tags text not null,
  last_modify text not null,
  occurred_at integer not null,
  created_at integer not null,
  updated_at integer not null,
  _created_by_id text not null,
  _last_updated_by_id text not null,
  -- an id that is taken by another user or under another scope is free
  primary key (user_id, id, scope)
) strict;

create index raw_memory_updated on raw_memory (organization_id, updated_at);
create index raw_memory_scope on raw_memory (organization_id, (filter_tags ->> 'scope'));
create index raw_memory_organization on raw_memory (organization_id);
create index raw_memory_user on raw_memory (user_id, occurred_at);

-- when work that is done once a day is due
create table job_schedule (
  job text not null primary key,
  due_at integer not null
) strict;

-- a key can be rotated once: which of two new keys would take its place?
alter table api_keys add column rotated_at integer;

-- what kind of thing changed
alter table cache_invalidations add column kind text not null default 'memory';

pragma user_version = 7;
