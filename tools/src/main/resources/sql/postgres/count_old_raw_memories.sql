select found from count_old_raw_memories(:before) as found
