select retire_embedding_spaces(:kept)
