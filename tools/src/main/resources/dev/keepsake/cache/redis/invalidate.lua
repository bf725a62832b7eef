-- Puts a tombstone in the place of what is older.
-- KEYS  the thing
-- ARGV  its new revision; the tombstone, which begins with that revision; for how many milliseconds
local known = redis.call('GET', KEYS[1])
local revision = known and tonumber(string.match(known, '^{"revision":(%d+)'))
if revision and revision >= tonumber(ARGV[1]) then
  return 0
end
-- since it writes, what follows is carried out even if Redis is full
redis.call('DEL', KEYS[1])
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1
