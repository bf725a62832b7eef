-- when the cache was told of a change: the row stays until the cache can have nothing older
alter table cache_invalidations add column told_at timestamptz;

drop function untold_invalidations(timestamptz, integer);

create function untold_invalidations(before timestamptz, told timestamptz, most integer)
returns table (user_id uuid, memory_id uuid, revision bigint)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform set_config('keepsake.queues', 'on', true);
  return query
  select i.user_id, i.memory_id, i.revision from cache_invalidations i
  where i.created_at <= before and (i.told_at is null or i.told_at < told)
  order by i.created_at limit most;
  perform set_config('keepsake.queues', 'off', true);
end;
$$;
