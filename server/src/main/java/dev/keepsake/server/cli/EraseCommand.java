package dev.keepsake.server.cli;

import dev.keepsake.Keepsake;
import dev.keepsake.erase.ErasureCertificate;
import dev.keepsake.erase.ErasureRequest;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.OrganizationName;
import dev.keepsake.memory.UserName;
import dev.keepsake.server.console.Ink;
import dev.keepsake.server.console.Plain;
import dev.keepsake.store.Leftover;
import dev.keepsake.tool.Caller;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `keepsake erase`: for operators. Who means everything of a user has to name the user: the one by
/// default is too easily another.
@Command(
    name = "erase",
    description = {
      "Erase a memory with its older and newer versions, or all of a user, for good: also what"
          + " queues, answers and the audit trail have of it.",
      "Prints a certificate, which has nothing of what was erased. Nothing brings it back."
    },
    sortOptions = false)
final class EraseCommand implements Callable<Integer> {
  private final Workbench workbench;

  @Option(names = "--user", paramLabel = "NAME", required = true, description = "Whose memories.")
  private String user = "";

  @Option(
      names = "--organization",
      paramLabel = "NAME",
      defaultValue = "local",
      description = "Whose user; local if left out.")
  private String organization = "local";

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "The memory to erase, with all versions of it.")
  private @Nullable String id;

  @Option(names = "--everything", description = "All of the user, under every scope.")
  private boolean everything;

  @Option(
      names = "--finish",
      description =
          "Erase nothing more: only write the database file anew, after an erasure that could not.")
  private boolean finish;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description =
          "Who answers for it, in the audit trail and the certificate; the operating system's user"
              + " if left out.")
  private @Nullable String by;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Kept in the audit trail; nothing of what is erased belongs into it.")
  private @Nullable String reason;

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "Also write the certificate to this new file.")
  private @Nullable String certificate;

  @Option(names = "--yes", description = "Erase, without being asked.")
  private boolean yes;

  @Mixin private OutputOptions output = new OutputOptions();

  EraseCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    if (Stream.of(id != null, everything, finish).filter(given -> given).count() != 1) {
      throw new UsageException(
          "Give --id (which memory), --everything or --finish, one of the three.");
    }
    Optional<MemoryId> memory = Optional.ofNullable(id).map(MemoryIds::parse);
    Optional<NewFile> file = Optional.ofNullable(certificate).map(EraseCommand::file);
    ErasureRequest request = request();
    UserName name = name();
    OrganizationName whose = organization();
    try (var keepsake = workbench.open(workbench.briefSettings(Map.of()))) {
      Caller operator = keepsake.operator(whose, name, workbench.correlationId());
      if (finish) {
        return tell(keepsake.erase().finish(operator));
      }
      if (!yes && !asked(name, memory)) {
        return tellNothing();
      }
      ErasureCertificate erased = erase(keepsake, operator, memory, request);
      if (output.json()) {
        print(ErasureJson.of(erased).toString());
      } else {
        tell(erased);
      }
      // last: it is printed where it can't be written
      file.ifPresent(one -> write(one, ErasureJson.of(erased).toPrettyString()));
      return ExitCode.DONE;
    }
  }

  private int tell(List<Leftover> leftovers) {
    if (output.json()) {
      print(ErasureJson.finished(leftovers).toString());
    } else {
      print(ink().green("finished"));
      list(leftovers);
    }
    return ExitCode.DONE;
  }

  private int tellNothing() {
    String message = "Nothing was erased: say --yes to erase it.";
    print(output.json() ? ErasureJson.nothing(message).toString() : ink().yellow(message));
    return ExitCode.FAILED;
  }

  private static ErasureCertificate erase(
      Keepsake keepsake, Caller operator, Optional<MemoryId> memory, ErasureRequest request) {
    return memory
        .map(one -> keepsake.erase().memory(operator, one, request))
        .orElseGet(() -> keepsake.erase().user(operator, request));
  }

  private boolean asked(UserName name, Optional<MemoryId> memory) {
    String what =
        memory
            .map(one -> "memory " + one + " with all versions of it")
            .orElse("everything of the user");
    return Question.ask(workbench, "Erase %s (%s) for good?".formatted(what, name.value()));
  }

  private static NewFile file(String typed) {
    return new NewFile(NewFile.path(typed), false);
  }

  private ErasureRequest request() {
    try {
      return new ErasureRequest(
          Optional.ofNullable(by).orElse(workbench.shell().osUser()), Optional.ofNullable(reason));
    } catch (IllegalArgumentException e) {
      throw new UsageException("Nothing was erased: " + e.getMessage() + ".");
    }
  }

  private UserName name() {
    try {
      return new UserName(user);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--user: " + e.getMessage() + ".");
    }
  }

  private OrganizationName organization() {
    try {
      return new OrganizationName(organization);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--organization: " + e.getMessage() + ".");
    }
  }

  private static Path write(NewFile file, String json) {
    return file.write(out -> {
      out.write((json + "\n").getBytes(StandardCharsets.UTF_8));
      return file.path();
    });
  }

  private void tell(ErasureCertificate erased) {
    var removed = erased.removed();
    print(
        "%s  %s, %s, words of %s"
            .formatted(
                ink().green("erased"),
                count(removed.memories(), "memory", "memories"),
                count(removed.vectors(), "vector", "vectors"),
                count(removed.texts(), "event", "events")));
    print(
        "  %s, %s, %s, %s, %s, %s"
            .formatted(
                count(removed.rawMemories(), "raw memory", "raw memories"),
                count(removed.conversations(), "conversation", "conversations"),
                count(removed.messages(), "message", "messages"),
                count(removed.queued(), "queued write", "queued writes"),
                count(removed.confirmations(), "confirmation", "confirmations"),
                count(removed.answers(), "kept answer", "kept answers")));
    print(
        "  "
            + ink()
                .dim(
                    "event %d of user %s, %s"
                        .formatted(
                            erased.event().seq(),
                            erased.user(),
                            erased
                                .checkpoint()
                                .map(number -> "covered by checkpoint " + number)
                                .orElse(
                                    "covered by no checkpoint yet: keepsake audit checkpoint"))));
    erased.mentions().forEach(one -> print("  its words are also in " + one + ", which stays"));
    list(erased.leftovers());
  }

  private void list(List<Leftover> leftovers) {
    print("Out of reach:");
    leftovers.forEach(one -> print("  " + Plain.line(one.where() + ": " + one.until())));
  }

  private static String count(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }

  private Ink ink() {
    return workbench.terminal().ink();
  }

  private void print(String line) {
    workbench.shell().out().println(line);
  }
}
