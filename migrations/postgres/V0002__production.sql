-- What several servers on one database need: keys for their callers, queues that any of them may work on, a wall between
-- users, and vectors for programs that read them by themselves.

-- whoever has one of these is the client; only SHA-256 of it is kept
create table api_keys (
  id uuid not null primary key,
  organization_id uuid not null references organizations (id),
  client_id uuid not null references clients (id),
  name text not null,
  prefix text not null unique,
  hash text not null unique,
  created_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz
);

-- who makes the vectors of a space
alter table embedding_spaces add column provider text not null default 'onnx';

-- what is searched is one space
create unique index embedding_spaces_active on embedding_spaces (state) where state = 'active';

-- while a memory is `processing`, embedding_next_attempt_at is the end of the lease; once it has `failed`, when it is swept
create index memory_items_embedding_due on memory_items (embedding_next_attempt_at)
  where embedding_status <> 'completed' and status <> 'deleted';
create index memory_items_purge on memory_items (deleted_at) where status = 'deleted';
create index memory_writes_finished on memory_writes (finished_at) where state <> 'accepted';

-- changes that a cache outside the database has to be told of; written with the change, removed when it was told
create table cache_invalidations (
  user_id uuid not null references users (id),
  memory_id uuid not null,
  revision bigint not null,
  created_at timestamptz not null,
  primary key (user_id, memory_id, revision)
);

create index cache_invalidations_oldest on cache_invalidations (created_at);

-- Row-level security: a transaction sees and changes the rows of the one user that it acts for, and without one none. It binds the
-- owner of the tables too. Functions that look for work over all users are the owner's and set keepsake.queues for as long as
-- they run; the policy that heeds it is for the owner alone.
do $$
declare
  name text;
begin
  foreach name in array array[
    'user_state', 'memory_items', 'memory_embeddings', 'memory_writes', 'pending_confirmations', 'idempotency_keys',
    'memory_write_events', 'memory_write_event_contents', 'cache_invalidations'
  ] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy own_rows on %I using (user_id = nullif(current_setting(''keepsake.user_id'', true), '''')::uuid)', name);
    execute format(
      'create policy queues on %I to current_user using (current_setting(''keepsake.queues'', true) = ''on'')', name);
  end loop;
end;
$$;

alter table users enable row level security;
alter table users force row level security;
create policy own_rows on users using (id = nullif(current_setting('keepsake.user_id', true), '')::uuid);
create policy queues on users to current_user using (current_setting('keepsake.queues', true) = 'on');

-- who is who

create function find_user(organization uuid, name text) returns setof uuid
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('keepsake.queues', 'on', true);
  return query
  select id from users where organization_id = organization and external_id = name;
  perform set_config('keepsake.queues', 'off', true);
end;
$$;

create function make_user(drawn uuid, organization uuid, name text, moment timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('keepsake.queues', 'on', true);
  insert into users (id, organization_id, external_id, created_at) values (drawn, organization, name, moment)
  on conflict (organization_id, external_id) do nothing;
  perform set_config('keepsake.queues', 'off', true);
end;
$$;

-- queues: nothing leaves them but ids

create function claim_embeddings(moment timestamptz, lease timestamptz, most integer)
returns table (user_id uuid, id uuid)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('keepsake.queues', 'on', true);
  return query
  with due as (
    select m.user_id, m.id
    from memory_items m
    where m.embedding_status <> 'completed' and m.status <> 'deleted'
      and (m.embedding_next_attempt_at <= moment or (m.embedding_next_attempt_at is null and m.embedding_status = 'pending'))
    order by m.embedding_attempts, m.created_at
    limit most
    for update skip locked
  )
  update memory_items m
  set embedding_status = 'processing', embedding_next_attempt_at = lease
  from due
  where m.user_id = due.user_id and m.id = due.id
  returning m.user_id, m.id;
  perform set_config('keepsake.queues', 'off', true);
end;
$$;

create function claim_writes(moment timestamptz, lease timestamptz, worker text, most integer)
returns table (user_id uuid, id uuid)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('keepsake.queues', 'on', true);
  return query
  with due as (
    select w.user_id, w.id
    from memory_writes w
    where w.state = 'accepted' and w.next_attempt_at <= moment and (w.leased_until is null or w.leased_until <= moment)
    order by w.attempts, w.accepted_at, w.id
    limit most
    for update skip locked
  )
  update memory_writes w
  set leased_by = worker, leased_until = lease
  from due
  where w.user_id = due.user_id and w.id = due.id
  returning w.user_id, w.id;
  perform set_config('keepsake.queues', 'off', true);
end;
$$;

create function overdue_confirmations(moment timestamptz, most integer) returns table (user_id uuid, id uuid)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('keepsake.queues', 'on', true);
  return query
  select p.user_id, p.id from pending_confirmations p
  where p.state = 'open' and p.expires_at <= moment
  order by p.expires_at limit most;
  perform set_config('keepsake.queues', 'off', true);
end;
$$;

create function expired_memories(moment timestamptz, most integer) returns table (user_id uuid, id uuid)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('keepsake.queues', 'on', true);
  return query
  select m.user_id, m.id from memory_items m
  where m.expires_at <= moment and m.status = 'active'
  order by m.expires_at limit most;
  perform set_config('keepsake.queues', 'off', true);
end;
$$;

create function users_to_purge(deleted_before timestamptz, after uuid, most integer) returns setof uuid
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('keepsake.queues', 'on', true);
  return query
  select distinct m.user_id from memory_items m
  where m.status = 'deleted' and m.deleted_at <= deleted_before and (after is null or m.user_id > after)
  order by m.user_id limit most;
  perform set_config('keepsake.queues', 'off', true);
end;
$$;

create function users_with_old_rows(moment timestamptz, finished_before timestamptz, most integer) returns setof uuid
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('keepsake.queues', 'on', true);
  return query
  select user_id from (
    select k.user_id from idempotency_keys k where k.expires_at <= moment
    union
    select w.user_id from memory_writes w where w.state <> 'accepted' and w.finished_at <= finished_before
  ) old limit most;
  perform set_config('keepsake.queues', 'off', true);
end;
$$;

create function untold_invalidations(before timestamptz, most integer)
returns table (user_id uuid, memory_id uuid, revision bigint)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('keepsake.queues', 'on', true);
  return query
  select i.user_id, i.memory_id, i.revision from cache_invalidations i
  where i.created_at <= before
  order by i.created_at limit most;
  perform set_config('keepsake.queues', 'off', true);
end;
$$;

create function users_to_embed(wanted bigint, after uuid, most integer) returns setof uuid
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('keepsake.queues', 'on', true);
  return query
  select u.id from users u
  where (after is null or u.id > after) and exists (
    select 1 from memory_items m
    where m.user_id = u.id and m.status <> 'deleted' and not exists (
      select 1 from memory_embeddings e
      where e.user_id = m.user_id and e.memory_id = m.id and e.space = wanted))
  order by u.id limit most;
  perform set_config('keepsake.queues', 'off', true);
end;
$$;

create function users_of_space(wanted bigint, most integer) returns setof uuid
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('keepsake.queues', 'on', true);
  return query
  select u.id from users u
  where exists (select 1 from memory_embeddings e where e.user_id = u.id and e.space = wanted)
  order by u.id limit most;
  perform set_config('keepsake.queues', 'off', true);
end;
$$;

-- numbers over all users

create function embedding_figures(wanted bigint) returns table (memories bigint, embedded bigint)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('keepsake.queues', 'on', true);
  return query
  select count(*), count(*) filter (where exists (
    select 1 from memory_embeddings e where e.user_id = m.user_id and e.memory_id = m.id and e.space = wanted))
  from memory_items m where m.status <> 'deleted';
  perform set_config('keepsake.queues', 'off', true);
end;
$$;

create function user_count() returns setof bigint
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('keepsake.queues', 'on', true);
  return query
  select count(*) from users where erased_at is null;
  perform set_config('keepsake.queues', 'off', true);
end;
$$;

create function memory_figures() returns table (status text, memory_type text, found bigint)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('keepsake.queues', 'on', true);
  return query
  select m.status, m.memory_type, count(*) from memory_items m group by m.status, m.memory_type;
  perform set_config('keepsake.queues', 'off', true);
end;
$$;

create function event_figures(since timestamptz)
returns table (events bigint, last_at timestamptz, stored bigint, save_millis double precision)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('keepsake.queues', 'on', true);
  return query
  select count(*), max(e.created_at),
    coalesce(sum(case when e.created_at >= since and e.operation = 'create' then 1 else 0 end), 0),
    cast(avg(case when e.created_at >= since and e.operation in ('create', 'refuse', 'confirm')
      and e.extraction_type not in ('import', 'job') then e.processing_time_ms end) as double precision)
  from memory_write_events e;
  perform set_config('keepsake.queues', 'off', true);
end;
$$;

-- Each space has a view of the shape that LangChain4j's PgVectorEmbeddingStore reads: of one user, as every row, and of one scope.
create function enter_embedding_space(wanted_model text, wanted_dimension bigint, maker text, moment timestamptz) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  space bigint;
begin
  perform pg_advisory_xact_lock(hashtext('keepsake.embedding_spaces'));
  select id into space from embedding_spaces where model = wanted_model and dimension = wanted_dimension;
  if found then
    update embedding_spaces set state = 'filling' where id = space and state = 'retired';
    return space;
  end if;
  insert into embedding_spaces (id, model, dimension, provider, state, created_at)
  select coalesce(max(id), 0) + 1, wanted_model, wanted_dimension, maker,
    case when count(*) filter (where state = 'active') = 0 then 'active' else 'filling' end, moment
  from embedding_spaces
  returning id into space;
  perform make_vector_view(space, wanted_dimension);
  return space;
end;
$$;

create function make_vector_view(space bigint, dimension bigint) returns void
language plpgsql set search_path = public, pg_temp as $$
begin
  execute format($view$
    create view memory_vectors_%1$s with (security_invoker = true) as
    select m.id as embedding_id, e.embedding::vector(%2$s) as embedding, m.content as text, m.memory_type, m.source,
      m.confidence, m.importance, m.provenance, m.trust, m.source_conversation_id as conversation_id,
      cast(extract(epoch from m.created_at) * 1000 as bigint) as created_at_ms
    from memory_items m
    join memory_embeddings e on e.user_id = m.user_id and e.memory_id = m.id
    where e.space = %1$s and m.status = 'active' and (m.expires_at is null or m.expires_at > now())
      and m.user_id = nullif(current_setting('keepsake.user_id', true), '')::uuid
      and m.scope = current_setting('keepsake.scope', true)
    $view$, space, dimension);
  execute format('grant select on memory_vectors_%s to %I', space, session_user);
end;
$$;

-- Whoever switches holds this lock alone, and every write transaction shares it: none can write into a space that is no longer searched.
create function retire_embedding_spaces(kept bigint) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtext('keepsake.embedding_spaces'));
  update embedding_spaces set state = 'retired' where state = 'active' and id <> kept;
end;
$$;

create function activate_embedding_space(wanted bigint) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtext('keepsake.embedding_spaces'));
  update embedding_spaces set state = 'active' where id = wanted;
end;
$$;

select make_vector_view(id, dimension) from embedding_spaces;
