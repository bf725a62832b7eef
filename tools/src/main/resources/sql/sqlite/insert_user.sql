insert into users (id, organization_id, external_id, created_at)
values (:id, :organization_id, :external_id, :at)
on conflict (organization_id, external_id) do nothing
