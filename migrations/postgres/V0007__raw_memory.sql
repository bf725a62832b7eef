-- What agents note down of a task and share with each other, as it was given; deleted for good when nobody has changed it for long.

-- filter_tags has the scope among the application's own labels; last_modify says when it was changed, and how
create table raw_memory (
  id uuid not null,
  user_id uuid not null references users (id),
  organization_id uuid not null references organizations (id) on delete cascade,
  scope text not null,
  context text not null,
  filter_tags jsonb not null,
  last_modify jsonb not null,
  occurred_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  _created_by_id uuid not null,
  _last_updated_by_id uuid not null,
  -- an id that is taken by another user or under another scope is free
  primary key (user_id, id, scope)
);

create index raw_memory_updated on raw_memory (organization_id, updated_at);
create index raw_memory_scope on raw_memory (organization_id, (filter_tags ->> 'scope'));
-- for @>; not led by the user, because GIN takes no uuid without a further extension
create index raw_memory_filter_tags on raw_memory using gin (filter_tags jsonb_path_ops);
-- last, since of indexes that cost it the same Postgres takes the newest
create index raw_memory_organization on raw_memory (organization_id);
create index raw_memory_user on raw_memory (user_id, occurred_at);

alter table raw_memory enable row level security;
alter table raw_memory force row level security;
create policy own_rows on raw_memory using (user_id = nullif(current_setting('keepsake.user_id', true), '')::uuid);
create policy queues on raw_memory to current_user using (current_setting('keepsake.queues', true) = 'on');

-- when work that is done once a day is due; no user's, so no row-level security
create table job_schedule (
  job text not null primary key,
  due_at timestamptz not null
);

-- a key can be rotated once: which of two new keys would take its place?
alter table api_keys add column rotated_at timestamptz;

-- what kind of thing changed
alter table cache_invalidations add column kind text not null default 'memory';

drop function untold_invalidations(timestamptz, timestamptz, integer);

create function untold_invalidations(before timestamptz, told timestamptz, most integer)
returns table (user_id uuid, kind text, memory_id uuid, revision bigint)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('keepsake.queues', 'on', true);
  return query
  select i.user_id, i.kind, i.memory_id, i.revision from cache_invalidations i
  where i.created_at <= before and (i.told_at is null or i.told_at < told)
  order by i.created_at limit most;
  perform set_config('keepsake.queues', 'off', true);
end;
$$;

-- organization by organization, along its index
create function users_with_old_raw_memories(before timestamptz, after uuid, most integer) returns setof uuid
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('keepsake.queues', 'on', true);
  return query
  select distinct r.user_id
  from organizations o
  join raw_memory r on r.organization_id = o.id and r.updated_at <= before
  where after is null or r.user_id > after
  order by r.user_id limit most;
  perform set_config('keepsake.queues', 'off', true);
end;
$$;

create function count_old_raw_memories(before timestamptz) returns setof bigint
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('keepsake.queues', 'on', true);
  return query
  select count(*) from organizations o join raw_memory r on r.organization_id = o.id and r.updated_at <= before;
  perform set_config('keepsake.queues', 'off', true);
end;
$$;
