update memory_items
set status = case when superseded_by is null then 'active' else 'superseded' end, deleted_at = null, updated_at = :at,
  embedding_status = case
    when embedding_status = 'completed' and not exists (
      select 1 from memory_embeddings e where e.user_id = :user_id and e.memory_id = :id and e.space = :space) then 'pending'
    else embedding_status
  end,
  revision = :revision, _last_updated_by_id = :client_id
where user_id = :user_id and scope = :scope and id = :id and status = 'deleted'
