-- Raises the revision from which on lists are served, and puts a tombstone in the place of what is older.
-- KEYS  the revision of the user's lists; the memory, if it was there before
-- ARGV  the new revision; the tombstone, which begins with that revision; for how many milliseconds
local new = tonumber(ARGV[1])

local function put(key, revision, value)
  if revision and revision >= new then
    return
  end
  -- since it writes, what follows is carried out even if Redis is full
  redis.call('DEL', key)
  redis.call('SET', key, value, 'PX', ARGV[3])
end

put(KEYS[1], tonumber(redis.call('GET', KEYS[1]) or ''), ARGV[1])
if KEYS[2] then
  local known = redis.call('GET', KEYS[2])
  put(KEYS[2], known and tonumber(string.match(known, '^{"revision":(%d+)')), ARGV[2])
end
return 1
