update embedding_spaces set state = 'active' where id = :id
