insert into embedding_spaces (id, model, dimension, state, created_at)
values ((select coalesce(max(id), 0) + 1 from embedding_spaces), :model, :dimension, 'active', :at)
on conflict (model, dimension) do nothing
