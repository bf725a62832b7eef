select events, last_at, stored, save_millis from event_figures(:since)
