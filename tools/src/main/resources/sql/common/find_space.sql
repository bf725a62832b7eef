select id, model, dimension, provider, state from embedding_spaces where model = :model and dimension = :dimension
