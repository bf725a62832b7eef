select id, model, dimension, provider, state from embedding_spaces where state = :state order by id
