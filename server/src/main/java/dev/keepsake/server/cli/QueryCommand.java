package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `keepsake query`
@Command(
    name = "query",
    description = "Search the memories; without TEXT the newest.",
    sortOptions = false)
final class QueryCommand implements Callable<Integer> {
  private final Workbench workbench;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private PageOptions page = new PageOptions();

  @Parameters(arity = "0..1", paramLabel = "TEXT", description = "What to look for, in quotes.")
  private @Nullable String text;

  @Option(names = "--min-score", paramLabel = "0-1", description = "Leave out what scores below.")
  private @Nullable Double minScore;

  @Option(
      names = "--tags",
      paramLabel = "TAG",
      split = ",",
      description = "Only with all these tags.")
  private List<String> tags = List.of();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Saved at or after, such as 2026-03-01T12:00:00Z.")
  private @Nullable String since;

  @Option(names = "--until", paramLabel = "TIME", description = "Saved before.")
  private @Nullable String until;

  @Mixin private TimeOptions time = new TimeOptions();

  QueryCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    try (var session = Session.open(workbench, common)) {
      return session.call(
          "query_memory", arguments(), answer -> Memories.print(session, answer, "keepsake query"));
    }
  }

  private ObjectNode arguments() {
    ObjectNode arguments = Session.arguments();
    Optional.ofNullable(text).ifPresent(query -> arguments.put("query", query));
    page.addTo(arguments);
    Optional.ofNullable(minScore).ifPresent(n -> arguments.put("min_score", n));
    if (!tags.isEmpty()) {
      tags.forEach(arguments.putArray("tags")::add);
    }
    Optional.ofNullable(since).ifPresent(text -> arguments.put("since", text));
    Optional.ofNullable(until).ifPresent(text -> arguments.put("until", text));
    time.asOf().ifPresent(text -> arguments.put("as_of", text));
    time.validAt().ifPresent(text -> arguments.put("valid_at", text));
    return arguments;
  }
}
