-- Gives the places of one write back.
-- KEYS  sorted sets of writes
-- ARGV  the write
for _, key in ipairs(KEYS) do
  redis.call('ZREM', key, ARGV[1])
end
return 1
