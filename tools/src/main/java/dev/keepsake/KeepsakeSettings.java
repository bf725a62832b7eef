package dev.keepsake;

import dev.keepsake.forget.ForgetSettings;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.memory.Scope;
import dev.keepsake.query.QuerySettings;
import dev.keepsake.write.WriteSettings;
import java.nio.file.Path;

/// What an embedded Keepsake is made of.
///
/// @param home the data folder; made if it is not there
/// @param scope the label of everything that is written and read
public record KeepsakeSettings(
    Path home,
    Scope scope,
    WriteSettings write,
    RateLimits limits,
    QuerySettings query,
    ForgetSettings forget,
    EmbeddingSettings embedding) {

  /// Everything as it is when nothing is set.
  public static KeepsakeSettings defaults(Path home) {
    return new KeepsakeSettings(
        home,
        new Scope("local"),
        WriteSettings.DEFAULTS,
        RateLimits.DEFAULTS,
        QuerySettings.DEFAULTS,
        ForgetSettings.DEFAULTS,
        EmbeddingSettings.DEFAULTS);
  }
}
