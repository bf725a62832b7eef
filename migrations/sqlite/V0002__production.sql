-- What several servers on one database need: keys for their callers, and queues that any of them may work on. Embedded mode has the
-- same tables.

-- whoever has one of these is the client; only SHA-256 of it is kept
create table api_keys (
  id text not null primary key,
  organization_id text not null references organizations (id),
  client_id text not null references clients (id),
  name text not null,
  prefix text not null unique,
  hash text not null unique,
  created_at integer not null,
  expires_at integer,
  revoked_at integer,
  last_used_at integer
) strict;

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
  user_id text not null references users (id),
  memory_id text not null,
  revision integer not null,
  created_at integer not null,
  primary key (user_id, memory_id, revision)
) strict;

create index cache_invalidations_oldest on cache_invalidations (created_at);

pragma user_version = 2;
