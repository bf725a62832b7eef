-- Finds a list and the total, unless they are older than what the user's lists must be, or nobody knows how old that is.
-- KEYS  the revision of the user's lists; the list; the total, where it is asked for
-- Answers {the list or '', the total or ''}.
local least = tonumber(redis.call('GET', KEYS[1]) or '')

local function still(key)
  local kept = least and key and redis.call('GET', key)
  local revision = kept and tonumber(string.match(kept, '^{"revision":(%d+)'))
  return revision and revision >= least and kept or ''
end

return {still(KEYS[2]), still(KEYS[3])}
