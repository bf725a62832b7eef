insert into user_state (user_id, revision, epoch, audit_seq, audit_head, last_at, counters)
select id, 0, 0, 0, :genesis, timestamptz 'epoch', '{}' from users where id = :user_id
on conflict (user_id) do nothing
