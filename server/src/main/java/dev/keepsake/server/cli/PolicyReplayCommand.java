package dev.keepsake.server.cli;

import dev.keepsake.KeepsakeSettings;
import dev.keepsake.policy.Policy;
import dev.keepsake.policy.yaml.Spans;
import dev.keepsake.replay.Replay;
import dev.keepsake.tool.Caller;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `keepsake policy replay`
@Command(
    name = "replay",
    description = {
      "Decide the writes of the audit trail again, and say what would change: those of the user, or"
          + " those that one client made for the user."
    },
    sortOptions = false,
    footer = {
      "",
      "Changes nothing. Writes whose text was not kept, such as those with a secret, can't be",
      "decided again; they are counted."
    })
final class PolicyReplayCommand implements Callable<Integer> {
  private final Workbench workbench;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private OfClient client = new OfClient();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      required = true,
      description = "From when on: so long ago (7d, 12h), a date, or a moment in ISO 8601.")
  private String since = "";

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "Until when; until now if left out.")
  private @Nullable String until;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "Another policy than the one in force.")
  private @Nullable String file;

  PolicyReplayCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    Instant from = moment("--since", since);
    Optional<Instant> to = Optional.ofNullable(until).map(text -> moment("--until", text));
    var settings = workbench.briefSettings(common.settings()).keepsake();
    Optional<OfClient.Name> named = client.name();
    try (var session = Session.open(workbench, common)) {
      Policy policy = policy(session, settings, named).require(settings);
      var replaying = session.keepsake().replay();
      Replay replay =
          named
              .map(of -> replaying.runOfClient(caller(session, of), policy, from, to))
              .orElseGet(() -> replaying.run(session.caller(), policy, from, to));
      if (session.json()) {
        session.print(ReplayReport.json(replay).toString());
      } else {
        ReplayReport.print(replay, session.terminal());
      }
      return ExitCode.DONE;
    }
  }

  private NamedPolicy policy(
      Session session, KeepsakeSettings settings, Optional<OfClient.Name> named) {
    if (file != null) {
      return NamedPolicy.of(file);
    }
    return named
        .map(of -> NamedPolicy.of(session.keepsake(), settings, of))
        .orElseGet(() -> NamedPolicy.inForce(settings));
  }

  private static Caller caller(Session session, OfClient.Name client) {
    Caller person = session.caller();
    return session
        .keepsake()
        .operator(
            client.organization(), client.client(), person.requireUser(), person.correlationId());
  }

  private Instant moment(String option, String text) {
    Optional<Instant> ago =
        Spans.read(text).map(time -> workbench.shell().clock().instant().minus(time));
    if (ago.isPresent()) {
      return ago.get();
    }
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw new UsageException(
          option
              + " must be a time such as 7d or 12h, a date such as 2026-03-01, or a moment such as"
              + " 2026-03-01T12:00:00Z; it was "
              + text
              + ".");
    }
  }
}
