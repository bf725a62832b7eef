select memories, embedded from embedding_figures(:space)
