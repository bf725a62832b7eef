-- What the servers' role may do, after every migration, whatever its name is. It is not the owner of anything: the audit trail is
-- append-only for it, and no row-level policy can be taken away by it.

-- one at a time: two can't change the rights on the same table
select pg_advisory_xact_lock(hashtext('keepsake.rights'));

-- First whatever else was granted: row-level security does not bind who may truncate a table, and the owner's functions would find
-- what somebody else has made in their schema.
do $$
declare
  made regclass;
begin
  for made in
    select oid from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'v') and pg_get_userbyid(relowner) = current_user
  loop
    execute format('revoke all on %s from public, %I', made, '${application}');
  end loop;
end;
$$;
revoke create on schema public from public, "${application}";

revoke execute on function
  find_user, make_user, claim_embeddings, claim_writes, overdue_confirmations, expired_memories, users_to_purge,
  users_with_old_rows, untold_invalidations, users_to_embed, users_of_space, embedding_figures, user_count, memory_figures, event_figures,
  enter_embedding_space, retire_embedding_spaces, activate_embedding_space, make_vector_view, audit_heads,
  erase_event_contents, blank_user, users_with_old_raw_memories, count_old_raw_memories, users_with_old_conversations,
  users_with_long_conversations, claim_episodes
from public;

grant usage on schema public to "${application}";

grant select, insert on organizations, scopes to "${application}";
grant select, insert, update on clients, api_keys to "${application}";
grant select on users, embedding_spaces, flyway_schema_history to "${application}";
grant select, insert, update on user_state, job_schedule to "${application}";
grant select, insert, update, delete on memory_items, memory_writes, pending_confirmations, cache_invalidations, raw_memory,
  conversations, episodes to "${application}";
grant select, insert, delete on memory_embeddings, idempotency_keys, messages to "${application}";
grant select, insert on memory_write_events, memory_write_event_contents, audit_checkpoints to "${application}";

grant execute on function
  find_user, make_user, claim_embeddings, claim_writes, overdue_confirmations, expired_memories, users_to_purge,
  users_with_old_rows, untold_invalidations, users_to_embed, users_of_space, embedding_figures, user_count, memory_figures, event_figures,
  enter_embedding_space, retire_embedding_spaces, activate_embedding_space, audit_heads,
  erase_event_contents, blank_user, users_with_old_raw_memories, count_old_raw_memories, users_with_old_conversations,
  users_with_long_conversations, claim_episodes
to "${application}";

do $$
declare
  space bigint;
begin
  for space in select id from embedding_spaces loop
    execute format('grant select on memory_vectors_%s to %I', space, '${application}');
  end loop;
end;
$$;
