insert into scopes (organization_id, name, created_at) values (:organization_id, :name, :at)
on conflict (organization_id, name) do nothing
