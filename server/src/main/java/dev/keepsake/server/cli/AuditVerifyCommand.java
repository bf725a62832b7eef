package dev.keepsake.server.cli;

import dev.keepsake.history.ChainCheck;
import dev.keepsake.history.TrailCheck;
import dev.keepsake.history.VerifyingKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `keepsake audit verify`
@Command(
    name = "verify",
    description =
        "Check every user's chain of events, and the signed checkpoints; with --user that user's"
            + " chain alone.",
    sortOptions = false)
final class AuditVerifyCommand implements Callable<Integer> {
  private final Workbench workbench;
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--public-key",
      paramLabel = "FILE",
      description =
          "A key whose signatures count beside this installation's own; may be given several"
              + " times.")
  private List<Path> keys = List.of();

  AuditVerifyCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    List<VerifyingKey> others = keys.stream().map(AuditVerifyCommand::key).toList();
    try (var session = Session.open(workbench, common)) {
      return common.settings().containsKey("user")
          ? tell(session, session.keepsake().history().check(session.caller()))
          : tell(session, session.keepsake().trail().check(others));
    }
  }

  private static VerifyingKey key(Path file) {
    try {
      return VerifyingKey.of(file);
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new UsageException(
          "--public-key must name the public half of a key, such as audit.key.pub; %s is none: %s."
              .formatted(file, e.getMessage()));
    }
  }

  private static int tell(Session session, ChainCheck check) {
    if (session.json()) {
      session.print(AuditJson.of(check).toString());
      return exitCode(check.whole());
    }
    return tell(session, check.whole(), count(check.events(), "event"), check.faults());
  }

  private static int tell(Session session, TrailCheck check) {
    if (session.json()) {
      session.print(AuditJson.of(check).toString());
      return exitCode(check.whole());
    }
    String facts =
        "%s of %s, %s"
            .formatted(
                count(check.events(), "event"),
                count(check.users(), "user"),
                count(check.checkpoints(), "checkpoint"));
    return tell(session, check.whole(), facts, check.faults());
  }

  private static int tell(Session session, boolean whole, String facts, List<String> faults) {
    if (whole) {
      session.print(
          session.terminal().ink().green("whole") + "  " + facts + ", none missing or changed.");
    } else {
      session.print(session.terminal().ink().red("broken") + "  " + facts + ":");
      faults.forEach(fault -> session.print("  " + fault));
    }
    return exitCode(whole);
  }

  private static String count(long number, String thing) {
    return number == 1 ? "1 " + thing : number + " " + thing + "s";
  }

  private static int exitCode(boolean whole) {
    return whole ? ExitCode.DONE : ExitCode.FAILED;
  }
}
