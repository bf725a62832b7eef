select 1 from api_keys limit 1
