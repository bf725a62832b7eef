delete from memory_write_event_contents
where user_id = :user_id and event_id in (
  select id from memory_write_events where user_id = :user_id and seq between :first and :last)
