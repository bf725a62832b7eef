update users set external_id = null, erased_at = :at where id = :user_id and erased_at is null
