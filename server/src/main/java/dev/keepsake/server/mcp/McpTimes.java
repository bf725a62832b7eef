package dev.keepsake.server.mcp;

import java.time.Duration;

/// How long this door waits.
///
/// @param patience for a user's answer; clients cut calls after 60 s
/// @param firstProgress a call is told about once it takes longer than this
/// @param nextProgress and then every time this has passed
record McpTimes(Duration patience, Duration firstProgress, Duration nextProgress) {
  static final McpTimes DEFAULTS =
      new McpTimes(Duration.ofSeconds(45), Duration.ofSeconds(1), Duration.ofSeconds(3));
}
