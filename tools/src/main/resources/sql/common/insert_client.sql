insert into clients (id, organization_id, name, scope, rights, created_at)
values (:id, :organization_id, :name, :scope, :rights, :at)
on conflict (organization_id, name) do nothing
