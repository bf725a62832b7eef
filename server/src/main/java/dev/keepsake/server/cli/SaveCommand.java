package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `keepsake save`
@Command(name = "save", description = "Save a memory.", sortOptions = false)
final class SaveCommand implements Callable<Integer> {
  /// Far over what a memory may hold: more is not read, only refused.
  private static final int MAX_BYTES = 64 * 1024;

  private final Workbench workbench;
  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "TEXT", description = "The statement, in quotes; - reads it from stdin.")
  private String text = "";

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      defaultValue = "note",
      description = "fact, preference, decision, note (default) or episode.")
  private String type = "note";

  @Option(
      names = "--confidence",
      paramLabel = "0-1",
      description = "How sure it is that this is true; 0.8 if left out.")
  private @Nullable Double confidence;

  @Option(
      names = "--importance",
      paramLabel = "0-1",
      description = "How much it matters; 0.5 if left out.")
  private @Nullable Double importance;

  @Option(
      names = "--supersedes",
      paramLabel = "ID",
      description = "The memory that this one corrects.")
  private @Nullable String supersedes;

  @Option(
      names = "--source-message-id",
      paramLabel = "ID",
      description = "The message that it was taken from.")
  private @Nullable String sourceMessageId;

  @Option(
      names = "--idempotency-key",
      paramLabel = "KEY",
      description = "With the same key it is saved once, however often it is sent.")
  private @Nullable String idempotencyKey;

  SaveCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    ObjectNode arguments = arguments();
    try (var session = Session.open(workbench, common)) {
      return session.call("save_memory", arguments, answer -> SaveAnswer.print(session, answer));
    }
  }

  private ObjectNode arguments() {
    ObjectNode arguments = Session.arguments();
    arguments.put("content", text.equals("-") ? standardInput() : text).put("memory_type", type);
    Optional.ofNullable(confidence).ifPresent(n -> arguments.put("confidence", n));
    Optional.ofNullable(importance).ifPresent(n -> arguments.put("importance", n));
    Optional.ofNullable(supersedes).ifPresent(id -> arguments.put("supersedes", id));
    Optional.ofNullable(sourceMessageId).ifPresent(id -> arguments.put("source_message_id", id));
    Optional.ofNullable(idempotencyKey).ifPresent(key -> arguments.put("idempotency_key", key));
    return arguments;
  }

  private String standardInput() {
    try {
      byte[] bytes = workbench.shell().in().readNBytes(MAX_BYTES);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString().strip();
    } catch (CharacterCodingException e) {
      throw new UsageException("The text on standard input must be UTF-8.");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
