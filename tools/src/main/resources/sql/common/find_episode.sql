select e.state, e.text as summary, e.kind as summary_kind, e.prompt_name, e.prompt_version, e.prompt_sha256, e.memory_id, e.attempts, e.created_at
from episodes e
where e.user_id = :user_id and e.scope = :scope and e.conversation_id = :id
