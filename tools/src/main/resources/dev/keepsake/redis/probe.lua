-- Writes, as the other scripts do, and needs no memory to do so: a replica refuses it, and a Redis that is full does not.
-- KEYS  one that nothing is kept under
return redis.call('DEL', KEYS[1])
