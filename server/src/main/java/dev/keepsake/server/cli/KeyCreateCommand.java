package dev.keepsake.server.cli;

import dev.keepsake.access.AccessKeys.Made;
import dev.keepsake.access.KeyRequest;
import dev.keepsake.memory.ClientName;
import dev.keepsake.memory.OrganizationName;
import dev.keepsake.memory.Scope;
import dev.keepsake.server.config.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `keepsake key create`
@Command(
    name = "create",
    description = "Make a key, and its client if there is none of that name; show the key once.",
    sortOptions = false)
final class KeyCreateCommand implements Callable<Integer> {
  private static final int MOST_DAYS = 36_500;

  private final Workbench workbench;

  @Option(
      names = {"--organization", "--org"},
      paramLabel = "NAME",
      defaultValue = "local",
      description = "Whose client; local if left out.")
  private String organization = "local";

  @Option(
      names = "--client",
      paramLabel = "NAME",
      defaultValue = "local",
      description = "The application that is to have the key; local if left out.")
  private String client = "local";

  @Option(
      names = "--client-scope",
      paramLabel = "NAME",
      description =
          "Label of all that the client writes and reads; if left out, the one that it has, or"
              + " `scope` of keepsake config for a new one.")
  private @Nullable String scope;

  @Option(
      names = "--rights",
      paramLabel = "WORDS",
      description =
          "What the client may do, separated by commas: memory:read, memory:write, memory:admin,"
              + " memory:act-as; if left out, those that it has, or to read and write for a new"
              + " one.")
  private @Nullable String rights;

  @Option(
      names = "--name",
      paramLabel = "TEXT",
      description = "What the key is for, as `keepsake key list` shows it.")
  private @Nullable String name;

  @Option(
      names = "--expires-days",
      paramLabel = "N",
      description = "After how many days it stops working, 1 to 36500; never if left out.")
  private @Nullable Integer days;

  @Mixin private OutputOptions output = new OutputOptions();

  KeyCreateCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    KeyRequest request = request();
    Settings settings = workbench.briefSettings(Map.of());
    try (var keepsake = workbench.open(settings)) {
      Made made = keepsake.accessKeys().create(request);
      if (output.json()) {
        print(KeyJson.of(made).toString());
      } else {
        ShownKey.print(workbench, "created", made);
        // with a database of servers every call needed one before
        if (made.first() && settings.keepsake().database().isEmpty()) {
          print("  From now on every call over HTTP needs a key.");
        }
      }
      return ExitCode.DONE;
    }
  }

  private KeyRequest request() {
    if (days != null && (days < 1 || days > MOST_DAYS)) {
      throw new UsageException(
          "--expires-days must be a whole number from 1 to %d; it was %d."
              .formatted(MOST_DAYS, days));
    }
    try {
      return new KeyRequest(
          new OrganizationName(organization),
          new ClientName(client),
          Optional.ofNullable(scope).map(Scope::new),
          Optional.ofNullable(rights).map(Names::rights),
          Optional.ofNullable(name),
          Optional.ofNullable(days).map(Duration::ofDays));
    } catch (IllegalArgumentException e) {
      throw new UsageException("No key was made: " + e.getMessage() + ".");
    }
  }

  private void print(String line) {
    workbench.shell().out().println(line);
  }
}
