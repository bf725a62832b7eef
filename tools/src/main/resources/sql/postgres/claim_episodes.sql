select user_id, scope, conversation_id from claim_episodes(:now, :lease, :worker, :limit)
