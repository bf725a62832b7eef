update embedding_spaces set state = 'retired' where state = 'active' and id <> :kept
