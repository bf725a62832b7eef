package dev.keepsake.records;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.store.WholeMemory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;

/// Entity tags (RFC 9110, 8.8.3) of memories: when it was last changed, and where its vector
/// stands. A condition on a change is about the first alone: that the vector is there meanwhile is
/// no lost update.
public final class EntityTag {
  private EntityTag() {}

  public static String of(Instant updatedAt, EmbeddingStatus embedding) {
    return "\"" + version(updatedAt) + "-" + embedding.wireName() + "\"";
  }

  private static String version(Instant updatedAt) {
    return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, updatedAt), Character.MAX_RADIX);
  }

  /// @param ifMatch the header If-Match: one or more tags, or `*`
  /// @throws MemoryException with `PRECONDITION_FAILED` if none of them is that of `memory`
  static void require(Optional<String> ifMatch, WholeMemory memory) {
    Instant updated = memory.memory().lifetime().updatedAt();
    if (ifMatch.isPresent() && !names(ifMatch.get(), version(updated))) {
      throw failed(memory.memory().id());
    }
  }

  static MemoryException failed(MemoryId id) {
    return new MemoryException(
        ErrorCode.PRECONDITION_FAILED,
        "The memory %s was changed since you read it (If-Match): read it again, and decide anew."
            .formatted(id));
  }

  private static boolean names(String ifMatch, String version) {
    return Arrays.stream(ifMatch.split(","))
        .map(String::strip)
        .anyMatch(tag -> tag.equals("*") || tag.startsWith("\"" + version + "-"));
  }
}
