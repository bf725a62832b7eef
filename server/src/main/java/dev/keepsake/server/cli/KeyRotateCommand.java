package dev.keepsake.server.cli;

import dev.keepsake.access.AccessKeys.Rotated;
import dev.keepsake.policy.yaml.Spans;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `keepsake key rotate`
@Command(
    name = "rotate",
    description =
        "Make a key in the place of another, which works for some time more; show it once.",
    sortOptions = false)
final class KeyRotateCommand implements Callable<Integer> {
  private static final Duration MOST = Duration.ofDays(365);

  private final Workbench workbench;

  @Parameters(
      paramLabel = "PREFIX",
      description =
          "The first characters of the old key, as `keepsake key list` shows them. The new one has"
              + " its client and its name, and is valid for as long.")
  private String prefix = "";

  @Option(
      names = "--grace",
      paramLabel = "TIME",
      defaultValue = "1d",
      description =
          "How long the old key works beside the new one, such as 12h or 7d, at most 365d; 0 ends"
              + " it at once, as for a key that others may know. 1d if left out.")
  private String grace = "1d";

  @Mixin private OutputOptions output = new OutputOptions();

  KeyRotateCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    Duration time = grace();
    try (var keepsake = workbench.open(workbench.briefSettings(Map.of()))) {
      Rotated rotated = keepsake.accessKeys().rotate(prefix, time);
      if (output.json()) {
        print(
            KeyJson.of(rotated.made())
                .put("replaces", rotated.prefix())
                .put("replaced_works_until", rotated.oldEnds().toString())
                .toString());
      } else {
        ShownKey.print(workbench, "rotated", rotated.made());
        print(
            time.isZero()
                ? "  %s works no more; servers that run take it for up to 10 s."
                    .formatted(rotated.prefix())
                : "  %s works until %s too; `keepsake key revoke %s` ends it now."
                    .formatted(
                        rotated.prefix(), StoryTeller.shown(rotated.oldEnds()), rotated.prefix()));
      }
      return ExitCode.DONE;
    }
  }

  private Duration grace() {
    Optional<Duration> read = grace.equals("0") ? Optional.of(Duration.ZERO) : Spans.read(grace);
    return read.filter(time -> time.compareTo(MOST) <= 0)
        .orElseThrow(() ->
            new UsageException(
                "--grace must be 0 or a time such as 12h, 7d or PT30M, at most 365d; it was %s."
                    .formatted(grace)));
  }

  private void print(String line) {
    workbench.shell().out().println(line);
  }
}
