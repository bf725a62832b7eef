package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `keepsake list`
@Command(name = "list", description = "List the newest memories.", sortOptions = false)
final class ListCommand implements Callable<Integer> {
  private final Workbench workbench;
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many at most, 1 to 50; 10 if left out.")
  private @Nullable Integer limit;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      split = ",",
      description = "Only of these types; may be repeated.")
  private List<String> types = List.of();

  @Option(names = "--cursor", paramLabel = "CURSOR", description = "Continue a list.")
  private @Nullable String cursor;

  ListCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    try (var session = Session.open(workbench, common)) {
      return session.call(
          "query_memory", arguments(), answer -> Memories.print(session, answer, "keepsake list"));
    }
  }

  private ObjectNode arguments() {
    ObjectNode arguments = Session.arguments();
    Optional.ofNullable(limit).ifPresent(n -> arguments.put("limit", n));
    if (!types.isEmpty()) {
      types.forEach(arguments.putArray("memory_types")::add);
    }
    Optional.ofNullable(cursor).ifPresent(value -> arguments.put("cursor", value));
    return arguments;
  }
}
