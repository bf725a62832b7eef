package dev.keepsake;

import dev.keepsake.metric.Metrics;
import dev.keepsake.tool.UserLabel;

/// Who is told how the memory works.
///
/// @param users how the log names them
public record Observers(Metrics metrics, UserLabel users) {

  /// Nothing is counted, and the log's labels of users mean something within this process only.
  public static Observers none() {
    return new Observers(Metrics.NONE, UserLabel.hashed(new LocalIds().salt()));
  }
}
