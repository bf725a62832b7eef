insert into audit_checkpoints (number, taken_at, prev_hash, heads, hash, key_id, signature)
select cast(:number as bigint), :taken_at, :prev_hash, :heads, :hash, :key_id, :signature
where not exists (select 1 from audit_checkpoints where number = :number)
on conflict do nothing
