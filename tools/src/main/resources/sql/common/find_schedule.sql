select due_at from job_schedule where job = :job
