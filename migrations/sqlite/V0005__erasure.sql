-- Erasure: the words of the audit trail can be taken out, behind an event that says so and never else.

-- a write that was under way for a user who is erased must not come after
alter table user_state add column erased_at integer;

create trigger memory_write_event_contents_no_update before update on memory_write_event_contents
begin
  select raise(abort, 'memory_write_event_contents is append-only');
end;

create trigger memory_write_event_contents_no_delete before delete on memory_write_event_contents
when (select operation from memory_write_events where user_id = old.user_id order by seq desc limit 1) is not 'erase'
begin
  select raise(abort, 'memory_write_event_contents is append-only, but for an erasure');
end;

create trigger memory_write_event_contents_no_replace before insert on memory_write_event_contents
when exists (select 1 from memory_write_event_contents where user_id = new.user_id and event_id = new.event_id)
begin
  select raise(abort, 'memory_write_event_contents is append-only');
end;

create trigger users_no_silent_blank before update of external_id on users
when (select operation from memory_write_events where user_id = old.id order by seq desc limit 1) is not 'erase'
begin
  select raise(abort, 'a user is blanked by an erasure alone');
end;

pragma user_version = 5;
