-- The same tables as on SQLite, in the same order. JSON is jsonb where it is searched, and text where its exact bytes count:
-- in what is hashed, and in answers that are given again.
-- The user leads every tenant key and index, so that the tables can be partitioned by that one column.

create extension if not exists vector;

create table organizations (
  id uuid not null primary key,
  name text not null unique,
  created_at timestamptz not null
);

create table scopes (
  organization_id uuid not null references organizations (id),
  name text not null,
  created_at timestamptz not null,
  primary key (organization_id, name)
);

create table clients (
  id uuid not null primary key,
  organization_id uuid not null references organizations (id),
  name text not null,
  scope text not null,
  rights text not null,
  created_at timestamptz not null,
  disabled_at timestamptz,
  unique (organization_id, name),
  foreign key (organization_id, scope) references scopes (organization_id, name)
);

-- external_id is how the application names the person; erasure blanks it
create table users (
  id uuid not null primary key,
  organization_id uuid not null references organizations (id),
  external_id text,
  created_at timestamptz not null,
  erased_at timestamptz,
  unique (organization_id, external_id)
);

-- one row a user, locked first by every writer: what must be told apart in order is counted here
create table user_state (
  user_id uuid not null primary key references users (id),
  revision bigint not null,
  epoch bigint not null,
  audit_seq bigint not null,
  audit_head text not null,
  last_at timestamptz not null,
  counters text not null
);

create table memory_items (
  id uuid not null,
  user_id uuid not null references users (id),
  organization_id uuid not null references organizations (id),
  scope text not null,
  memory_type text not null,
  content text not null,
  content_hash text not null,
  title text,
  tags jsonb not null,
  metadata jsonb not null,
  source text not null,
  source_id text,
  source_conversation_id text,
  source_message_id text,
  related_memories jsonb not null,
  project text,
  author text,
  confidence double precision not null,
  importance double precision not null,
  emotional_score double precision,
  provenance text not null,
  trust text not null,
  extraction_type text not null,
  client_id uuid not null references clients (id),
  status text not null,
  superseded_by uuid,
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  valid_from timestamptz not null,
  valid_to timestamptz,
  expires_at timestamptz,
  embedding_status text not null,
  embedding_model text,
  embedding_updated_at timestamptz,
  embedding_attempts bigint not null,
  embedding_next_attempt_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  accessed_at timestamptz,
  access_count bigint not null,
  deleted_at timestamptz,
  revision bigint not null,
  _created_by_id uuid not null,
  _last_updated_by_id uuid not null,
  primary key (user_id, id),
  -- deferred: the old one makes room for the same words before the new one is there
  foreign key (user_id, superseded_by) references memory_items (user_id, id) deferrable initially deferred,
  foreign key (organization_id, scope) references scopes (organization_id, name),
  check (status in ('active', 'superseded', 'deleted', 'archived')),
  check (embedding_status in ('pending', 'processing', 'completed', 'failed')),
  check (status <> 'superseded' or superseded_by is not null)
);

-- the database's own guard against two racing writers of one statement
create unique index memory_items_active_content on memory_items (user_id, scope, content_hash) where status = 'active';
create index memory_items_newest on memory_items (user_id, scope, status, created_at, id);
create index memory_items_revision on memory_items (user_id, scope, revision);
create index memory_items_superseded_by on memory_items (user_id, superseded_by) where superseded_by is not null;
create index memory_items_project on memory_items (user_id, project) where project is not null;
create index memory_items_expiry on memory_items (expires_at) where expires_at is not null and status = 'active';
create index memory_items_embedding_queue on memory_items (created_at)
  where embedding_status in ('pending', 'processing') and status <> 'deleted';
-- for @>; not led by the user, because GIN takes no uuid without a further extension
create index memory_items_tags on memory_items using gin (tags jsonb_path_ops);

create table embedding_spaces (
  id bigint not null primary key,
  model text not null,
  dimension bigint not null,
  state text not null,
  created_at timestamptz not null,
  unique (model, dimension),
  check (state in ('active', 'filling', 'retired'))
);

-- a vector for every chunk of a memory; no dimension, because each space has its own. whole: the vector has seen every word of
-- the memory
create table memory_embeddings (
  user_id uuid not null,
  memory_id uuid not null,
  space bigint not null references embedding_spaces (id),
  chunk bigint not null,
  whole boolean not null,
  embedding vector not null,
  primary key (user_id, memory_id, space, chunk),
  foreign key (user_id, memory_id) references memory_items (user_id, id)
);

-- accepted writes that wait for a remote embedder
create table memory_writes (
  id uuid not null,
  user_id uuid not null references users (id),
  organization_id uuid not null references organizations (id),
  scope text not null,
  client_id uuid not null references clients (id),
  state text not null,
  content_hash text not null,
  request text not null,
  outcome text,
  conversation_id text,
  correlation_id text not null,
  attempts bigint not null,
  next_attempt_at timestamptz,
  leased_by text,
  leased_until timestamptz,
  accepted_at timestamptz not null,
  finished_at timestamptz,
  primary key (user_id, id),
  foreign key (organization_id, scope) references scopes (organization_id, name),
  check (state in ('accepted', 'finished', 'failed'))
);

create index memory_writes_open on memory_writes (user_id, scope, content_hash) where state = 'accepted';
create index memory_writes_queue on memory_writes (next_attempt_at) where state = 'accepted';

create table pending_confirmations (
  id uuid not null,
  user_id uuid not null references users (id),
  organization_id uuid not null references organizations (id),
  scope text not null,
  client_id uuid not null references clients (id),
  state text not null,
  content_hash text not null,
  request text not null,
  rule text not null,
  policy_version text not null,
  conversation_id text,
  correlation_id text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  outcome text,
  primary key (user_id, id),
  foreign key (organization_id, scope) references scopes (organization_id, name),
  check (state in ('open', 'accepted', 'declined', 'expired'))
);

create unique index pending_confirmations_open on pending_confirmations (user_id, scope, content_hash)
  where state = 'open';
create index pending_confirmations_expiry on pending_confirmations (expires_at) where state = 'open';

create table idempotency_keys (
  user_id uuid not null references users (id),
  client_id uuid not null references clients (id),
  tool text not null,
  key text not null,
  fingerprint text not null,
  answer text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (user_id, client_id, tool, key)
);

create index idempotency_keys_expiry on idempotency_keys (expires_at);

-- append-only; hash = SHA-256(prev_hash, canonical event), before_hmac and after_hmac are keyed with the content row's salt
create table memory_write_events (
  id uuid not null,
  user_id uuid not null references users (id),
  seq bigint not null,
  organization_id uuid not null references organizations (id),
  scope text not null,
  memory_item_id uuid,
  operation text not null,
  action text not null,
  memory_type text,
  confidence double precision,
  importance double precision,
  source text,
  tags text not null,
  extraction_type text not null,
  reason text,
  rule text,
  policy_version text not null,
  provenance text not null,
  trust text not null,
  client_id uuid not null references clients (id),
  conversation_id text,
  correlation_id text not null,
  details text not null,
  before_hmac text,
  after_hmac text,
  processing_time_ms bigint not null,
  created_at timestamptz not null,
  prev_hash text not null,
  hash text not null,
  primary key (user_id, seq),
  unique (user_id, id)
);

create index memory_write_events_time on memory_write_events (user_id, created_at);
create index memory_write_events_memory on memory_write_events (user_id, memory_item_id, seq)
  where memory_item_id is not null;
create index memory_write_events_conversation on memory_write_events (user_id, conversation_id, created_at)
  where conversation_id is not null;

-- the texts of an event, in a table of their own that erasure can empty while the chain still verifies
create table memory_write_event_contents (
  user_id uuid not null,
  event_id uuid not null,
  salt text not null,
  before_content text,
  after_content text,
  primary key (user_id, event_id),
  foreign key (user_id, event_id) references memory_write_events (user_id, id)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end;
$$;

-- by row, because partitions inherit only such triggers
create trigger memory_write_events_no_update before update on memory_write_events
for each row execute function refuse_change();

create trigger memory_write_events_no_delete before delete on memory_write_events
for each row execute function refuse_change();

create trigger memory_write_events_no_truncate before truncate on memory_write_events
for each statement execute function refuse_change();
