package dev.keepsake.records;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Sha256;
import dev.keepsake.store.WholeMemory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Entity tags (RFC 9110, 8.8.3) of memories: when it was last changed, and a digest of what else
/// of it may become another, where its vector stands and what replaced it. A condition on a change
/// is about the first alone: that the vector is there meanwhile is no lost update. When it was last
/// read is no part of it: every reading would make another of it.
public final class EntityTag {
  private static final List<String> BESIDE =
      List.of("embedding_status", "embedding_model", "embedding_updated_at", "superseded_by");

  /// Of the digest; enough to tell the states of one memory apart.
  private static final int DIGITS = 16;

  private EntityTag() {}

  /// @param memory as it is answered
  /// @return empty if it is no memory
  public static Optional<String> of(JsonNode memory) {
    JsonNode updated = memory.path("updated_at");
    if (!updated.isTextual() || !memory.has("embedding_status")) {
      return Optional.empty();
    }
    String beside =
        BESIDE.stream().map(name -> memory.path(name).asText()).collect(Collectors.joining("\n"));
    return Optional.of(
        "\"%s-%s\""
            .formatted(
                version(Instant.parse(updated.textValue())),
                Sha256.hex(beside).substring(0, DIGITS)));
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
