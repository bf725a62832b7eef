update clients set disabled_at = null
where id = :id and organization_id = :organization_id and disabled_at is not null
