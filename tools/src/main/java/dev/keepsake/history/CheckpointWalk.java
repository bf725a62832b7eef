package dev.keepsake.history;

import dev.keepsake.audit.AuditChain;
import dev.keepsake.audit.Checkpoint;
import dev.keepsake.audit.UserHead;
import dev.keepsake.history.LastCheckpoint.Noted;
import dev.keepsake.memory.UserId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Goes through the checkpoints in their order: what does not fit, and where each user stood when
/// last signed.
final class CheckpointWalk {
  private final Map<String, VerifyingKey> keys = new HashMap<>();
  private final Map<UserId, SortedMap<Long, String>> signed = new HashMap<>();
  private final List<String> faults = new ArrayList<>();
  private final Map<Long, String> hashes = new HashMap<>();
  private long number;
  private String hash = AuditChain.GENESIS;

  /// @param keyFile this installation's own; need not be there
  CheckpointWalk(Path keyFile, List<VerifyingKey> others) {
    others.forEach(key -> keys.put(key.id(), key));
    Path own = Files.isReadable(keyFile) ? keyFile : SigningKey.publicHalf(keyFile);
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
    checkpoint.heads().forEach(this::keep);
  }

  /// All of them: whoever rewrites the past has later checkpoints sign it.
  private void keep(UserHead head) {
    SortedMap<Long, String> heads = signed.computeIfAbsent(head.user(), _ -> new TreeMap<>());
    if (!heads.isEmpty() && heads.lastKey() > head.seq()) {
      faults.add(
          "checkpoint %d has user %s at event %d, one before at %d"
              .formatted(number, head.user(), head.seq(), heads.lastKey()));
    }
    String before = heads.put(head.seq(), head.hash());
    if (before != null && !before.equals(head.hash())) {
      faults.add(
          "checkpoint %d has another event %d of user %s than one before"
              .formatted(number, head.seq(), head.user()));
    }
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

  /// @param noted what this installation had seen before the walk
  void end(Noted noted) {
    if (!noted.hash().equals(hashes.get(noted.number()))) {
      faults.add(noted.missing());
    }
  }

  List<String> faults() {
    return faults;
  }

  long count() {
    return hashes.size();
  }

  /// Where `user` stood when signed: hashes by the number of the event; asked once for each.
  SortedMap<Long, String> take(UserId user) {
    SortedMap<Long, String> heads = signed.remove(user);
    return heads == null ? new TreeMap<>() : heads;
  }

  /// Those that nobody has asked for, and how many of their events were signed.
  Map<UserId, Long> rest() {
    var rest = new HashMap<UserId, Long>();
    signed.forEach((user, heads) -> rest.put(user, heads.lastKey()));
    return rest;
  }
}
