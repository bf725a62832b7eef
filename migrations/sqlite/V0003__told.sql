-- when the cache was told of a change: the row stays until the cache can have nothing older
alter table cache_invalidations add column told_at integer;

pragma user_version = 3;
