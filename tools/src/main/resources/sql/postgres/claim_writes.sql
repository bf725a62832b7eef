select user_id, id from claim_writes(:now, :lease, :worker, :limit)
