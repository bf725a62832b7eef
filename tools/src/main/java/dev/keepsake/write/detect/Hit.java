package dev.keepsake.write.detect;

/// What a detector found in [start, end) of a reading.
record Hit(String rule, int start, int end) {}
