package dev.keepsake.eval.dataset;

import dev.keepsake.memory.MemoryType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Digests by which two runs tell whether they measured the same.
public final class Digests {
  private Digests() {}

  /// SHA-256 in hexadecimal digits.
  public static String sha256(byte... bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// The same for cases that ask the same, whatever their tags and rubric say.
  public static String of(WriteCase one) {
    var text = new StringBuilder();
    text.append(one.userId())
        .append(one.existingMemories())
        .append(one.conversation())
        .append(one.expectedDeletes())
        .append(one.forbiddenKeywords());
    for (ExpectedWrite write : one.expectedWrites()) {
      text.append(write.contentKeywords())
          .append(write.types().stream().map(MemoryType::wireName).sorted().toList())
          .append(write.shouldWrite())
          .append(write.supersedesKeywords());
    }
    return sha256(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
