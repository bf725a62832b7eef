-- What makes the audit trail provable, and its words erasable.

-- 1: the hash covers reason and tags, which stand in the event; 2: it covers words_hmac, and they stand beside the texts
alter table memory_write_events add column form bigint not null default 1;
alter table memory_write_events add column words_hmac text;

alter table memory_write_event_contents add column reason text;
alter table memory_write_event_contents add column tags text;

-- heads of the users' chains at a moment, signed with a key outside the database; a line for each user: id, seq, hash. Append-only.
-- No row-level security: no row is one user's. It holds ids and hashes alone.
create table audit_checkpoints (
  number bigint not null primary key,
  taken_at timestamptz not null,
  prev_hash text not null,
  heads text not null,
  hash text not null,
  key_id text not null,
  signature text not null
);

create trigger audit_checkpoints_no_update before update on audit_checkpoints
for each row execute function refuse_change();

create trigger audit_checkpoints_no_delete before delete on audit_checkpoints
for each row execute function refuse_change();

create trigger audit_checkpoints_no_truncate before truncate on audit_checkpoints
for each statement execute function refuse_change();

create function audit_heads(since timestamptz, after uuid, most integer)
returns table (user_id uuid, audit_seq bigint, audit_head text)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('keepsake.queues', 'on', true);
  return query
  select s.user_id, s.audit_seq, s.audit_head from user_state s
  where s.last_at >= since and (after is null or s.user_id > after)
  order by s.user_id limit most;
  perform set_config('keepsake.queues', 'off', true);
end;
$$;
