select 1 as found from api_keys limit 1
