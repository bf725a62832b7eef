-- Enters a thing, unless something newer is known.
-- KEYS  the thing
-- ARGV  its revision; what is entered, which begins with that revision; for how many milliseconds
local known = redis.call('GET', KEYS[1])
local revision = known and tonumber(string.match(known, '^{"revision":(%d+)'))
if revision and revision > tonumber(ARGV[1]) then
  return 0
end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1
