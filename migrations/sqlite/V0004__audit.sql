-- What makes the audit trail provable, and its words erasable.

-- 1: the hash covers reason and tags, which stand in the event; 2: it covers words_hmac, and they stand beside the texts
alter table memory_write_events add column form integer not null default 1;
alter table memory_write_events add column words_hmac text;

alter table memory_write_event_contents add column reason text;
alter table memory_write_event_contents add column tags text;

-- heads of the users' chains at a moment, signed with a key outside the database; a line for each user: id, seq, hash. Append-only.
create table audit_checkpoints (
  number integer not null primary key,
  taken_at integer not null,
  prev_hash text not null,
  heads text not null,
  hash text not null,
  key_id text not null,
  signature text not null
) strict;

create trigger audit_checkpoints_no_update before update on audit_checkpoints
begin
  select raise(abort, 'audit_checkpoints is append-only');
end;

create trigger audit_checkpoints_no_delete before delete on audit_checkpoints
begin
  select raise(abort, 'audit_checkpoints is append-only');
end;

create trigger audit_checkpoints_no_replace before insert on audit_checkpoints
when exists (select 1 from audit_checkpoints where number = new.number)
begin
  select raise(abort, 'audit_checkpoints is append-only');
end;

pragma user_version = 4;
