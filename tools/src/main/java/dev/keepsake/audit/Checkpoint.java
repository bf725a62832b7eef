package dev.keepsake.audit;

import dev.keepsake.memory.Sha256;
import dev.keepsake.memory.UserId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/// The ends of the users' chains at a moment, signed with a key that is not in the database: who
/// can write the database alone can't make another past of what is in it.
///
/// Checkpoints are a chain themselves. Each has the heads that may have changed since the one
/// before; of a user who is not in it, an earlier one holds.
///
/// @param number 1 for the first, without gaps
/// @param previousHash of the checkpoint before, or [AuditChain#GENESIS]
/// @param heads in the order of the users' ids
/// @param hash SHA-256, in hexadecimal, over everything above
/// @param keyId which key has signed it
/// @param signature Ed25519 (RFC 8032) over the characters of `hash`, in Base64
public record Checkpoint(
    long number,
    Instant at,
    String previousHash,
    List<UserHead> heads,
    String hash,
    String keyId,
    String signature) {
  public Checkpoint {
    heads = List.copyOf(heads);
  }

  /// What is signed. Every part is of a known length or set of characters, so that a line end
  /// separates them for certain.
  public static String hash(long number, Instant at, String previousHash, List<UserHead> heads) {
    return Sha256.hex(
        "checkpoint "
            + number
            + " "
            + ChronoUnit.MICROS.between(Instant.EPOCH, at)
            + " "
            + previousHash
            + "\n"
            + heads.stream().map(Checkpoint::line).collect(Collectors.joining("\n")));
  }

  /// `id seq hash`
  public static String line(UserHead head) {
    return head.user() + " " + head.seq() + " " + head.hash();
  }

  /// Whether it has a head of `user` that is the event `seq` or a later one.
  public boolean has(UserId user, long seq) {
    return heads.stream().anyMatch(head -> head.user().equals(user) && head.seq() >= seq);
  }

  /// Whether its own hash is the one that its fields give.
  public boolean holds() {
    return hash.equals(hash(number, at, previousHash, heads));
  }
}
