-- Enters a list and the total, unless something newer is known. From then on it is known that lists must not be older.
-- KEYS  the revision of the user's lists; the list; the total, where there is one
-- ARGV  the revision of what is entered; for how many milliseconds that is known; the list, which begins with the revision;
--       for how many milliseconds; the total, which begins with it, too; for how many milliseconds
local least = tonumber(redis.call('GET', KEYS[1]) or '')
if least and least > tonumber(ARGV[1]) then
  return 0
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
redis.call('SET', KEYS[2], ARGV[3], 'PX', ARGV[4])
if KEYS[3] then
  redis.call('SET', KEYS[3], ARGV[5], 'PX', ARGV[6])
end
return 1
