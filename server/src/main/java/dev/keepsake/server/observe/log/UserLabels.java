package dev.keepsake.server.observe.log;

import dev.keepsake.memory.UserName;
import dev.keepsake.tool.UserLabel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// How this installation's log calls its users: by a hash, keyed by what stands in the file
/// `log.key` of the data folder, so that a user has the same label in every process and after every
/// restart, and another one elsewhere. The file is made by the first line that needs it.
public final class UserLabels implements UserLabel {
  private static final int KEY_BYTES = 32;

  private final Path file;
  private @Nullable UserLabel made;

  private UserLabels(Path home) {
    this.file = home.resolve("log.key");
  }

  public static UserLabel of(LogSettings settings, Path home) {
    return settings.plainUsers() ? UserLabel.plain() : new UserLabels(home);
  }

  @Override
  public String of(UserName user) {
    return label().of(user);
  }

  private synchronized UserLabel label() {
    if (made == null) {
      made = UserLabel.hashed(key());
    }
    return made;
  }

  private String key() {
    String fresh = random();
    try {
      if (!Files.exists(file)) {
        make(fresh);
      }
      return Files.readString(file);
    } catch (IOException e) {
      LoggerFactory.getLogger(UserLabels.class)
          .atWarn()
          .setCause(e)
          .addKeyValue("file", file)
          .log("no key for the log's labels of users: they will change with the next start");
      return fresh;
    }
  }

  /// Whole or not at all, since other processes may look for it now.
  private void make(String key) throws IOException {
    Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), "log", ".key"); // 0600
    try {
      Files.writeString(draft, key, StandardCharsets.US_ASCII);
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      return; // another process was first: its key counts
    } catch (UnsupportedOperationException e) {
      Files.copy(draft, file);
    } finally {
      Files.delete(draft);
    }
  }

  private static String random() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
