-- Times are microseconds since 1970-01-01T00:00Z, ids are UUIDs in their text form, JSON is text.
-- The user leads every tenant key and index, so that the tables can be partitioned by that one column.

create table organizations (
  id text not null primary key,
  name text not null unique,
  created_at integer not null
) strict;

create table scopes (
  organization_id text not null references organizations (id),
  name text not null,
  created_at integer not null,
  primary key (organization_id, name)
) strict;

create table clients (
  id text not null primary key,
  organization_id text not null references organizations (id),
  name text not null,
  scope text not null,
  rights text not null,
  created_at integer not null,
  disabled_at integer,
  unique (organization_id, name),
  foreign key (organization_id, scope) references scopes (organization_id, name)
) strict;

-- external_id is how the application names the person; erasure blanks it
create table users (
  id text not null primary key,
  organization_id text not null references organizations (id),
  external_id text,
  created_at integer not null,
  erased_at integer,
  unique (organization_id, external_id)
) strict;

-- one row a user, locked first by every writer: what must be told apart in order is counted here
create table user_state (
  user_id text not null primary key references users (id),
  revision integer not null,
  epoch integer not null,
  audit_seq integer not null,
  audit_head text not null,
  last_at integer not null,
  counters text not null
) strict;

create table memory_items (
  id text not null,
  user_id text not null references users (id),
  organization_id text not null references organizations (id),
  scope text not null,
  memory_type text not null,
  content text not null,
  content_hash text not null,
  title text,
  tags text not null,
  metadata text not null,
  source text not null,
  source_id text,
  source_conversation_id text,
  source_message_id text,
  related_memories text not null,
  project text,
  author text,
  confidence real not null,
  importance real not null,
  emotional_score real,
  provenance text not null,
  trust text not null,
  extraction_type text not null,
  client_id text not null references clients (id),
  status text not null,
  superseded_by text,
  recorded_at integer not null,
  superseded_at integer,
  valid_from integer not null,
  valid_to integer,
  expires_at integer,
  embedding_status text not null,
  embedding_model text,
  embedding_updated_at integer,
  embedding_attempts integer not null,
  embedding_next_attempt_at integer,
  created_at integer not null,
  updated_at integer not null,
  accessed_at integer,
  access_count integer not null,
  deleted_at integer,
  revision integer not null,
  _created_by_id text not null,
  _last_updated_by_id text not null,
  primary key (user_id, id),
  -- deferred: the old one makes room for the same words before the new one is there
  foreign key (user_id, superseded_by) references memory_items (user_id, id) deferrable initially deferred,
  foreign key (organization_id, scope) references scopes (organization_id, name),
  check (status in ('active', 'superseded', 'deleted', 'archived')),
  check (embedding_status in ('pending', 'processing', 'completed', 'failed')),
  check (status <> 'superseded' or superseded_by is not null)
) strict;

-- the database's own guard against two racing writers of one statement
create unique index memory_items_active_content on memory_items (user_id, scope, content_hash) where status = 'active';
create index memory_items_newest on memory_items (user_id, scope, status, created_at, id);
create index memory_items_revision on memory_items (user_id, scope, revision);
create index memory_items_superseded_by on memory_items (user_id, superseded_by) where superseded_by is not null;
create index memory_items_project on memory_items (user_id, project) where project is not null;
create index memory_items_expiry on memory_items (expires_at) where expires_at is not null and status = 'active';
create index memory_items_embedding_queue on memory_items (created_at)
  where embedding_status in ('pending', 'processing') and status <> 'deleted';

create table embedding_spaces (
  id integer not null primary key,
  model text not null,
  dimension integer not null,
  state text not null,
  created_at integer not null,
  unique (model, dimension),
  check (state in ('active', 'filling', 'retired'))
) strict;

-- a vector for every chunk of a memory; little-endian 32-bit floats. whole: the vector has seen every word of the memory
create table memory_embeddings (
  user_id text not null,
  memory_id text not null,
  space integer not null references embedding_spaces (id),
  chunk integer not null,
  whole integer not null,
  embedding blob not null,
  primary key (user_id, memory_id, space, chunk),
  foreign key (user_id, memory_id) references memory_items (user_id, id)
) strict;

-- accepted writes that wait for a remote embedder
create table memory_writes (
  id text not null,
  user_id text not null references users (id),
  organization_id text not null references organizations (id),
  scope text not null,
  client_id text not null references clients (id),
  state text not null,
  content_hash text not null,
  request text not null,
  outcome text,
  conversation_id text,
  correlation_id text not null,
  attempts integer not null,
  next_attempt_at integer,
  leased_by text,
  leased_until integer,
  accepted_at integer not null,
  finished_at integer,
  primary key (user_id, id),
  foreign key (organization_id, scope) references scopes (organization_id, name),
  check (state in ('accepted', 'finished', 'failed'))
) strict;

create index memory_writes_open on memory_writes (user_id, scope, content_hash) where state = 'accepted';
create index memory_writes_queue on memory_writes (next_attempt_at) where state = 'accepted';

create table pending_confirmations (
  id text not null,
  user_id text not null references users (id),
  organization_id text not null references organizations (id),
  scope text not null,
  client_id text not null references clients (id),
  state text not null,
  content_hash text not null,
  request text not null,
  rule text not null,
  policy_version text not null,
  conversation_id text,
  correlation_id text not null,
  created_at integer not null,
  expires_at integer not null,
  decided_at integer,
  decided_by text,
  outcome text,
  primary key (user_id, id),
  foreign key (organization_id, scope) references scopes (organization_id, name),
  check (state in ('open', 'accepted', 'declined', 'expired'))
) strict;

create unique index pending_confirmations_open on pending_confirmations (user_id, scope, content_hash)
  where state = 'open';
create index pending_confirmations_expiry on pending_confirmations (expires_at) where state = 'open';

create table idempotency_keys (
  user_id text not null references users (id),
  client_id text not null references clients (id),
  tool text not null,
  key text not null,
  fingerprint text not null,
  answer text not null,
  created_at integer not null,
  expires_at integer not null,
  primary key (user_id, client_id, tool, key)
) strict;

create index idempotency_keys_expiry on idempotency_keys (expires_at);

-- append-only; hash = SHA-256(prev_hash, canonical event), before_hmac and after_hmac are keyed with the content row's salt
create table memory_write_events (
  id text not null,
  user_id text not null references users (id),
  seq integer not null,
  organization_id text not null references organizations (id),
  scope text not null,
  memory_item_id text,
  operation text not null,
  action text not null,
  memory_type text,
  confidence real,
  importance real,
  source text,
  tags text not null,
  extraction_type text not null,
  reason text,
  rule text,
  policy_version text not null,
  provenance text not null,
  trust text not null,
  client_id text not null references clients (id),
  conversation_id text,
  correlation_id text not null,
  details text not null,
  before_hmac text,
  after_hmac text,
  processing_time_ms integer not null,
  created_at integer not null,
  prev_hash text not null,
  hash text not null,
  primary key (user_id, seq),
  unique (user_id, id)
) strict;

create index memory_write_events_time on memory_write_events (user_id, created_at);
create index memory_write_events_memory on memory_write_events (user_id, memory_item_id, seq)
  where memory_item_id is not null;
create index memory_write_events_conversation on memory_write_events (user_id, conversation_id, created_at)
  where conversation_id is not null;

-- the texts of an event, in a table of their own that erasure can empty while the chain still verifies
create table memory_write_event_contents (
  user_id text not null,
  event_id text not null,
  salt text not null,
  before_content text,
  after_content text,
  primary key (user_id, event_id),
  foreign key (user_id, event_id) references memory_write_events (user_id, id)
) strict;

create trigger memory_write_events_no_update before update on memory_write_events
begin
  select raise(abort, 'memory_write_events is append-only');
end;

create trigger memory_write_events_no_delete before delete on memory_write_events
begin
  select raise(abort, 'memory_write_events is append-only');
end;

-- "insert or replace" would delete without the trigger above
create trigger memory_write_events_no_replace before insert on memory_write_events
when exists (select 1 from memory_write_events where user_id = new.user_id and (seq = new.seq or id = new.id))
begin
  select raise(abort, 'memory_write_events is append-only');
end;

pragma application_id = 1262830928;
pragma user_version = 1;
