select enter_embedding_space(:model, :dimension, :provider, :at)
