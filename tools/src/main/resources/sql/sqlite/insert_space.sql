insert into embedding_spaces (id, model, dimension, provider, state, created_at)
values (
  (select coalesce(max(id), 0) + 1 from embedding_spaces), :model, :dimension, :provider,
  case when exists (select 1 from embedding_spaces where state = 'active') then 'filling' else 'active' end, :at)
on conflict (model, dimension) do update set state = 'filling' where state = 'retired'
