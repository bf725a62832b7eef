-- Conversations and the messages in them, and the episodes that are made of them: one for a conversation, whoever races.

create table conversations (
  user_id uuid not null references users (id),
  organization_id uuid not null references organizations (id),
  scope text not null,
  -- the application's own word
  id text not null,
  -- of what was trimmed
  summary text,
  summary_kind text,
  -- that are held; all there ever were, which is the number of the last one too; those of all that the user wrote
  message_count bigint not null,
  total_count bigint not null,
  user_count bigint not null,
  created_at timestamptz not null,
  last_active timestamptz not null,
  _created_by_id uuid not null,
  _last_updated_by_id uuid not null,
  primary key (user_id, scope, id),
  foreign key (organization_id, scope) references scopes (organization_id, name)
);

create index conversations_newest on conversations (user_id, scope, last_active, id);
create index conversations_last_active on conversations (last_active);
create index conversations_untrimmed on conversations (message_count, last_active);

create table messages (
  user_id uuid not null,
  scope text not null,
  conversation_id text not null,
  seq bigint not null,
  id uuid not null,
  role text not null,
  -- what came as text
  content text,
  -- all other fields, as a JSON object; content too, where it was no text
  extra text,
  -- by which the same message is known again
  fingerprint text not null,
  tokens bigint,
  model text,
  sent_at timestamptz not null,
  created_at timestamptz not null,
  primary key (user_id, scope, conversation_id, seq),
  foreign key (user_id, scope, conversation_id) references conversations (user_id, scope, id) on delete cascade
);

create index messages_sent on messages (user_id, scope, conversation_id, sent_at);

create table episodes (
  user_id uuid not null,
  scope text not null,
  conversation_id text not null,
  state text not null,
  -- only until it is a memory
  text text,
  kind text,
  -- what the model was asked by
  prompt_name text,
  prompt_version bigint,
  prompt_sha256 text,
  memory_id uuid,
  attempts bigint not null,
  next_attempt_at timestamptz,
  leased_by text,
  leased_until timestamptz,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (user_id, scope, conversation_id),
  foreign key (user_id, scope, conversation_id) references conversations (user_id, scope, id) on delete cascade
);

create index episodes_due on episodes (next_attempt_at) where finished_at is null;

do $$
declare
  name text;
begin
  foreach name in array array['conversations', 'messages', 'episodes'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy own_rows on %I using (user_id = nullif(current_setting(''keepsake.user_id'', true), '''')::uuid)', name);
    execute format(
      'create policy queues on %I to current_user using (current_setting(''keepsake.queues'', true) = ''on'')', name);
  end loop;
end;
$$;

create function users_with_old_conversations(before timestamptz, after uuid, most integer) returns setof uuid
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('keepsake.queues', 'on', true);
  return query
  select distinct c.user_id from conversations c
  where c.last_active <= before and (after is null or c.user_id > after)
  order by c.user_id limit most;
  perform set_config('keepsake.queues', 'off', true);
end;
$$;

create function users_with_long_conversations(before timestamptz, kept bigint, after uuid, most integer) returns setof uuid
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('keepsake.queues', 'on', true);
  return query
  select distinct c.user_id from conversations c
  where c.message_count > kept and c.last_active <= before and (after is null or c.user_id > after)
  order by c.user_id limit most;
  perform set_config('keepsake.queues', 'off', true);
end;
$$;

create function claim_episodes(moment timestamptz, lease timestamptz, worker text, most integer)
returns table (user_id uuid, scope text, conversation_id text)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('keepsake.queues', 'on', true);
  return query
  with due as (
    select e.user_id, e.scope, e.conversation_id
    from episodes e
    where e.finished_at is null and e.next_attempt_at <= moment and (e.leased_until is null or e.leased_until <= moment)
    order by e.attempts, e.next_attempt_at
    limit most
    for update skip locked
  )
  update episodes e
  set leased_by = worker, leased_until = lease
  from due
  where e.user_id = due.user_id and e.scope = due.scope and e.conversation_id = due.conversation_id
  returning e.user_id, e.scope, e.conversation_id;
  perform set_config('keepsake.queues', 'off', true);
end;
$$;
