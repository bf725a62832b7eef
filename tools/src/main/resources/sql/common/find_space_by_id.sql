select id, model, dimension, provider, state from embedding_spaces where id = :id
