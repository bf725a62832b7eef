-- Erasure: the words of the audit trail can be taken out, behind an event that says so and never else.

-- a write that was under way for a user who is erased must not come after
alter table user_state add column erased_at timestamptz;

create function is_being_erased(owner uuid) returns boolean language sql stable as $$
  select (select operation from memory_write_events where user_id = owner order by seq desc limit 1) is not distinct from 'erase'
$$;

create function refuse_silent_removal() returns trigger language plpgsql as $$
begin
  if not is_being_erased(old.user_id) then
    raise exception '% is append-only, but for an erasure', tg_table_name using errcode = 'restrict_violation';
  end if;
  return old;
end;
$$;

create trigger memory_write_event_contents_no_update before update on memory_write_event_contents
for each row execute function refuse_change();

create trigger memory_write_event_contents_no_delete before delete on memory_write_event_contents
for each row execute function refuse_silent_removal();

create trigger memory_write_event_contents_no_truncate before truncate on memory_write_event_contents
for each statement execute function refuse_change();

create function refuse_silent_blank() returns trigger language plpgsql as $$
begin
  if not is_being_erased(old.id) then
    raise exception 'a user is blanked by an erasure alone' using errcode = 'restrict_violation';
  end if;
  return new;
end;
$$;

create trigger users_no_silent_blank before update of external_id on users
for each row execute function refuse_silent_blank();

-- Both reach the rows of the user that the transaction acts for, by row-level security, and no other's.

create function erase_event_contents(owner uuid, first bigint, last bigint) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from memory_write_event_contents c using memory_write_events e
  where c.user_id = owner and e.user_id = c.user_id and e.id = c.event_id and e.seq between first and last;
end;
$$;

create function blank_user(owner uuid, moment timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update users set external_id = null, erased_at = moment where id = owner and erased_at is null;
end;
$$;

-- what waited for confirmation and was answered is not kept either
create or replace function users_with_old_rows(moment timestamptz, finished_before timestamptz, most integer) returns setof uuid
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('keepsake.queues', 'on', true);
  return query
  select user_id from (
    select k.user_id from idempotency_keys k where k.expires_at <= moment
    union
    select w.user_id from memory_writes w where w.state <> 'accepted' and w.finished_at <= finished_before
    union
    select p.user_id from pending_confirmations p
    where p.state <> 'open' and coalesce(p.decided_at, p.expires_at) <= finished_before
  ) old limit most;
  perform set_config('keepsake.queues', 'off', true);
end;
$$;
