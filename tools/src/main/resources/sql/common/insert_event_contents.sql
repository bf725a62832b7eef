insert into memory_write_event_contents (user_id, event_id, salt, before_content, after_content, reason, tags)
values (:user_id, :event_id, :salt, :before_content, :after_content, :reason, :tags)
