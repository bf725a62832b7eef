local begun = redis.call('TIME')
local function micros(time) return time[1] * 1000000 + time[2] end
repeat until micros(redis.call('TIME')) - micros(begun) > 300000
return 1
