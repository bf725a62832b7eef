select external_id from users
where organization_id = :organization_id and external_id is not null
order by created_at, id
