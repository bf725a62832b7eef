select user_id, id from overdue_confirmations(:now, :limit)
