package dev.keepsake.server.http;

import dev.keepsake.KeepsakeSettings;
import java.nio.file.Path;

/// On the file of embedded mode.
final class FileIsolationTest extends IsolationContract {
  @Override
  KeepsakeSettings settings(Path home) {
    return KeepsakeSettings.defaults(home);
  }
}
