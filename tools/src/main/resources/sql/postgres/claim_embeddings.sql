select user_id, id from claim_embeddings(:now, :lease, :limit)
