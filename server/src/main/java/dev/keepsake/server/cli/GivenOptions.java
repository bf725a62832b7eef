package dev.keepsake.server.cli;

import dev.keepsake.policy.WriteFacts;
import dev.keepsake.policy.cases.GivenWrite;
import dev.keepsake.policy.cases.GivenWrite.Made;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// A write that is made up on the command line.
final class GivenOptions {
  @Option(names = "--type", paramLabel = "TYPE", description = "Its memory type; note if left out.")
  private @Nullable String type;

  @Option(
      names = "--confidence",
      paramLabel = "0-1",
      description = "How sure its writer is; 0.8 if left out.")
  private @Nullable String confidence;

  @Option(
      names = "--importance",
      paramLabel = "0-1",
      description = "How much it matters; 0.5 if left out.")
  private @Nullable String importance;

  @Option(names = "--tag", paramLabel = "TAG", description = "A tag; may be repeated.")
  private List<String> tags = List.of();

  @Option(
      names = "--source",
      paramLabel = "WORD",
      description = "Where it is from; chat if left out.")
  private @Nullable String source;

  @Option(
      names = "--provenance",
      paramLabel = "WORD",
      description = "Who stated it; model if left out.")
  private @Nullable String provenance;

  @Option(names = "--trust", paramLabel = "WORD", description = "medium if left out.")
  private @Nullable String trust;

  @Option(
      names = "--extraction",
      paramLabel = "WORD",
      description = "By which way it comes in; tool if left out.")
  private @Nullable String extraction;

  @Option(names = "--confirmed", description = "As if somebody had confirmed it.")
  private boolean confirmed;

  @Option(names = "--supersedes", description = "As if it were to replace a memory.")
  private boolean supersedes;

  /// @param caller who makes it, by the names of variables
  /// @throws UsageException naming the option that can't be read
  WriteFacts facts(String content, Map<String, String> caller) {
    var values = new LinkedHashMap<>(caller);
    values.put("content", content);
    CommonOptions.put(values, "memory_type", type);
    CommonOptions.put(values, "confidence", confidence);
    CommonOptions.put(values, "importance", importance);
    CommonOptions.put(values, "source", source);
    CommonOptions.put(values, "provenance", provenance);
    CommonOptions.put(values, "trust", trust);
    CommonOptions.put(values, "extraction", extraction);
    values.put("confirmed", Boolean.toString(confirmed));
    values.put("supersedes", Boolean.toString(supersedes));
    return switch (new GivenWrite(values, tags).facts()) {
      case Made.Right(var facts) -> facts;
      case Made.Wrong(var problems) ->
          throw new UsageException(
              new TreeMap<>(problems)
                  .entrySet().stream()
                      .map(one -> option(one.getKey()) + " " + one.getValue() + ".")
                      .collect(Collectors.joining(" ")));
    };
  }

  private static String option(String name) {
    return switch (name) {
      case "content" -> "TEXT";
      case "memory_type" -> "--type";
      default -> "--" + name;
    };
  }
}
