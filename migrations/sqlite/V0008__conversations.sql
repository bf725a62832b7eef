-- Conversations and the messages in them, and the episodes that are made of them: one for a conversation, whoever races.

create table conversations (
  user_id text not null references users (id),
  organization_id text not null references organizations (id),
  scope text not null,
  -- the application's own word
  id text not null,
  -- of what was trimmed
  summary text,
  summary_kind text,
  -- that are held; all there ever were, which is the number of the last one too; those of all that the user wrote
  message_count integer not null,
  total_count integer not null,
  user_count integer not null,
  created_at integer not null,
  last_active integer not null,
  _created_by_id text not null,
  _last_updated_by_id text not null,
  primary key (user_id, scope, id),
  foreign key (organization_id, scope) references scopes (organization_id, name)
) strict;

create index conversations_newest on conversations (user_id, scope, last_active, id);
create index conversations_last_active on conversations (last_active);
create index conversations_untrimmed on conversations (message_count, last_active);

create table messages (
  user_id text not null,
  scope text not null,
  conversation_id text not null,
  seq integer not null,
  id text not null,
  role text not null,
  -- what came as text
  content text,
  -- all other fields, as a JSON object; content too, where it was no text
  extra text,
  -- by which the same message is known again
  fingerprint text not null,
  tokens integer,
  model text,
  sent_at integer not null,
  created_at integer not null,
  primary key (user_id, scope, conversation_id, seq),
  foreign key (user_id, scope, conversation_id) references conversations (user_id, scope, id) on delete cascade
) strict;

create index messages_sent on messages (user_id, scope, conversation_id, sent_at);

create table episodes (
  user_id text not null,
  scope text not null,
  conversation_id text not null,
  state text not null,
  -- only until it is a memory
  text text,
  kind text,
  -- what the model was asked by
  prompt_name text,
  prompt_version integer,
  prompt_sha256 text,
  memory_id text,
  attempts integer not null,
  next_attempt_at integer,
  leased_by text,
  leased_until integer,
  created_at integer not null,
  finished_at integer,
  primary key (user_id, scope, conversation_id),
  foreign key (user_id, scope, conversation_id) references conversations (user_id, scope, id) on delete cascade
) strict;

create index episodes_due on episodes (next_attempt_at) where finished_at is null;

pragma user_version = 8;
