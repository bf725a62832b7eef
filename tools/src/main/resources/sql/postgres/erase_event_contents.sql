select erase_event_contents(:user_id, :first, :last)
