-- Takes a place for one write under the limit of the hour and that of the conversation, or under none.
-- KEYS  writes of the user's last hour by their time; writes of the conversation, left out if there is none
-- ARGV  the write; now; writes in an hour; writes in a conversation (0: not limited); an hour; how long an idle conversation is kept
-- Times are in milliseconds. Answers {1, places left (-1: not limited)}, {0, 'conversation'} or {0, 'hour', until a place is free}.
local hour, conversation = KEYS[1], KEYS[2]
local write, now = ARGV[1], tonumber(ARGV[2])
local per_hour, per_conversation = tonumber(ARGV[3]), tonumber(ARGV[4])
local window, idle = tonumber(ARGV[5]), tonumber(ARGV[6])

-- since it writes, whatever follows is carried out even if Redis is full
redis.call('ZREMRANGEBYSCORE', hour, '-inf', now - window)

if per_conversation > 0 and not redis.call('ZSCORE', conversation, write) then
  redis.call('PEXPIRE', conversation, idle)
  if redis.call('ZCARD', conversation) >= per_conversation then
    return {0, 'conversation'}
  end
end
if per_hour > 0 and not redis.call('ZSCORE', hour, write) then
  local used = redis.call('ZCARD', hour)
  if used >= per_hour then
    local leaver = redis.call('ZRANGE', hour, used - per_hour, used - per_hour, 'WITHSCORES')
    return {0, 'hour', math.min(window, leaver[2] + window - now)}
  end
end

local left = -1
local function take(key, limit, expiry)
  if limit > 0 then
    redis.call('ZADD', key, 'NX', now, write)
    redis.call('PEXPIRE', key, expiry)
    local free = math.max(0, limit - redis.call('ZCARD', key))
    left = left < 0 and free or math.min(left, free)
  end
end
take(conversation, per_conversation, idle)
take(hour, per_hour, window)
return {1, left}
