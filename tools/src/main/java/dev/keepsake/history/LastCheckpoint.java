package dev.keepsake.history;

import dev.keepsake.audit.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The newest checkpoint that this installation has seen, noted beside its key: who cuts the last
/// checkpoints off in the database does not reach it.
final class LastCheckpoint {
  private static final Logger LOG = LoggerFactory.getLogger(LastCheckpoint.class);

  private final Path file;

  /// @param file that need not be there
  LastCheckpoint(Path file) {
    this.file = file;
  }

  /// @param file where it is noted
  record Noted(long number, String hash, Path file) {

    /// That it is not in the database, and what to do.
    String missing() {
      return "checkpoint %d, which was seen here, is not in the database (after an older backup was restored on purpose, delete %s)"
          .formatted(number, file);
    }
  }

  /// @throws IOException if the note can't be read
  Optional<Noted> find() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String[] parts = Files.readString(file).strip().split(" ");
    try {
      return Optional.of(new Noted(Long.parseLong(parts[0]), parts[1], file));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new IOException(file + " is not as it was written", e);
    }
  }

  /// Never in the place of a later one. A note that can't be written costs what it would have
  /// proved, no checkpoint.
  void note(Checkpoint checkpoint) {
    try {
      if (find().filter(noted -> noted.number() >= checkpoint.number()).isPresent()) {
        return;
      }
      Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), "audit", ".last");
      Files.writeString(draft, checkpoint.number() + " " + checkpoint.hash() + "\n");
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.atWarn().setCause(e).addKeyValue("file", file).log("the checkpoint is not noted");
    }
  }
}
