select activate_embedding_space(:id)
