update job_schedule set due_at = :due_at where job = :job
