update clients set disabled_at = :at
where id = :id and organization_id = :organization_id and disabled_at is null
