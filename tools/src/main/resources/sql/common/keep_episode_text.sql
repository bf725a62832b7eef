update episodes
set state = 'summarised', text = :text, kind = :kind, prompt_name = :prompt_name, prompt_version = :prompt_version,
  prompt_sha256 = :prompt_sha256
where user_id = :user_id and scope = :scope and conversation_id = :id and finished_at is null and leased_by = :worker
