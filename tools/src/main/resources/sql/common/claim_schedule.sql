insert into job_schedule (job, due_at) values (:job, :lease)
on conflict (job) do update set due_at = excluded.due_at where job_schedule.due_at <= :now
returning job
