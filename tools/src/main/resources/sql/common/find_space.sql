select id from embedding_spaces where model = :model and dimension = :dimension
