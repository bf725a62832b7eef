insert into organizations (id, name, created_at) values (:id, :name, :at)
on conflict (name) do nothing
