package dev.keepsake.policy;

import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.Confidence;
import dev.keepsake.memory.Content;
import dev.keepsake.memory.ExtractionType;
import dev.keepsake.memory.Importance;
import dev.keepsake.memory.MemoryType;
import dev.keepsake.memory.Origin;
import dev.keepsake.memory.Provenance;
import dev.keepsake.memory.Scope;
import dev.keepsake.memory.Source;
import dev.keepsake.memory.Statement;
import dev.keepsake.memory.Trust;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Policies and writes for tests.
final class Samples {
  /// Ends a policy, as each must.
  static final String REST = "  - {name: rest, outcome: discard}\n";

  private Samples() {}

  static PolicyReader reader(SensitiveClasses classes) {
    return new PolicyReader(new PolicyTerms(new Confidence(0.7), new Confidence(0.5), classes));
  }

  /// @param rules lines of a list
  static PolicyReading read(SensitiveClasses classes, String rules) {
    return reader(classes)
        .read(("version: \"1\"\nrules:\n" + rules).getBytes(StandardCharsets.UTF_8));
  }

  static Policy policy(SensitiveClasses classes, String rules) {
    return switch (read(classes, rules)) {
      case PolicyReading.Good(var policy) -> policy;
      case PolicyReading.Broken(var problems) -> throw new AssertionError(problems.toString());
    };
  }

  /// What is wrong, each as `line: rule: message`.
  static List<String> problems(String rules) {
    return switch (read(new MarkedWords(), rules)) {
      case PolicyReading.Good _ -> List.of();
      case PolicyReading.Broken(var problems) ->
          problems.stream().map(one -> one.sentence("").substring(1)).toList();
    };
  }

  static WriteFacts write(String content, double confidence) {
    return write(content, confidence, MemoryType.FACT, false);
  }

  static WriteFacts write(String content, double confidence, MemoryType type, boolean confirmed) {
    return new WriteFacts(
        new Statement(
            type, new Content(content), new Confidence(confidence), new Importance(0.5), List.of()),
        new Origin(
            Source.CHAT,
            Provenance.MODEL,
            Trust.MEDIUM,
            ExtractionType.TOOL,
            new ClientId(new UUID(0, 1)),
            Optional.empty(),
            Optional.empty()),
        "ada",
        new Scope("local"),
        confirmed,
        false,
        List.of());
  }
}
