package dev.keepsake.history;

import dev.keepsake.audit.AuditChain;
import dev.keepsake.audit.Checkpoint;
import dev.keepsake.audit.UserHead;
import dev.keepsake.memory.UserId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Goes through the checkpoints in their order: what does not fit, and where each user stood when
/// last signed.
final class CheckpointWalk {
  private final Map<String, VerifyingKey> keys = new HashMap<>();
  private final Map<UserId, UserHead> signed = new HashMap<>();
  private final List<String> faults = new ArrayList<>();
  private final Map<Long, String> hashes = new HashMap<>();
  private long number;
  private String hash = AuditChain.GENESIS;

  /// @param keyFile this installation's own; need not be there
  CheckpointWalk(Path keyFile, List<VerifyingKey> others) {
    others.forEach(key -> keys.put(key.id(), key));
    Path own = SigningKey.publicHalf(keyFile);
    if (Files.exists(own)) {
      try {
        VerifyingKey key = VerifyingKey.of(own);
        keys.put(key.id(), key);
      } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
        faults.add(own + " is no key: " + e.getMessage());
      }
    }
  }

  void next(Checkpoint checkpoint) {
    follow(checkpoint.number());
    String name = "checkpoint " + number;
    if (!checkpoint.previousHash().equals(hash)) {
      faults.add(name + " does not follow what stands before it");
    }
    if (!checkpoint.holds()) {
      faults.add(name + " is not as it was written");
    }
    VerifyingKey key = keys.get(checkpoint.keyId());
    if (key == null) {
      faults.add(
          name
              + " is signed with the key "
              + checkpoint.keyId()
              + ", whose public half is missing");
    } else if (!key.verifies(checkpoint.hash(), checkpoint.signature())) {
      faults.add(name + " has a signature that its key did not make");
    }
    hash = checkpoint.hash();
    hashes.put(number, hash);
    checkpoint.heads().forEach(head -> signed.put(head.user(), head));
  }

  void unreadable(long itsNumber) {
    follow(itsNumber);
    faults.add("checkpoint " + number + " is not as it was written");
  }

  private void follow(long next) {
    if (next != number + 1) {
      faults.add("checkpoint %d follows checkpoint %d".formatted(next, number));
    }
    number = next;
  }

  /// @param noted what this installation has seen
  void end(LastCheckpoint noted) {
    try {
      noted
          .find()
          .filter(last -> !last.hash().equals(hashes.get(last.number())))
          .ifPresent(last ->
              faults.add(
                  "checkpoint %d, which was seen here, is not in the database (after an older backup was restored on purpose, delete %s)"
                      .formatted(last.number(), noted.file())));
    } catch (IOException e) {
      faults.add(String.valueOf(e.getMessage()));
    }
  }

  List<String> faults() {
    return faults;
  }

  long count() {
    return hashes.size();
  }

  /// Where `user` stood when last signed; asked once for each.
  Optional<UserHead> take(UserId user) {
    return Optional.ofNullable(signed.remove(user));
  }

  /// Those that nobody has asked for.
  Collection<UserHead> rest() {
    return signed.values();
  }
}
