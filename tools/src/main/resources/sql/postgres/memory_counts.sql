select status, memory_type, found from memory_figures()
