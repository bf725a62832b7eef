select count(*) as users from users where erased_at is null
