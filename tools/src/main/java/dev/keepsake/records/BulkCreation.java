package dev.keepsake.records;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.memory.Sha256;
import dev.keepsake.records.Answers.BulkFailure;
import dev.keepsake.records.Answers.BulkSuccess;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.InputShape;
import dev.keepsake.tool.InputShape.Reading;
import dev.keepsake.tool.Problem.FieldProblem;
import dev.keepsake.tool.Unread;
import dev.keepsake.write.CreateInput;
import dev.keepsake.write.Creations;
import dev.keepsake.write.Creations.Outcome;
import dev.keepsake.write.SaveAction;
import dev.keepsake.write.SaveOutput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Creates many memories, each as if by itself. Thread-safe.
final class BulkCreation {
  static final String NAME = "create_memories";
  private static final InputShape<CreateInput> SHAPE =
      new InputShape<>("a memory", CreateInput.class);

  private static final List<FieldProblem> KEYED =
      List.of(
          new FieldProblem(
              "idempotency_key",
              "`idempotency_key` belongs to the whole request: send the header Idempotency-Key."));

  private final Creations creations;

  BulkCreation(Creations creations) {
    this.creations = creations;
  }

  Answers.BulkResult run(Caller caller, Inputs.Bulk input) {
    var _ = caller.requireUser(); // else each would say so
    List<Reading<CreateInput>> read =
        input.memories().stream().map(Unread::json).map(SHAPE::read).toList();
    var errors = new ArrayList<BulkFailure>();
    var entries = new LinkedHashMap<Integer, Creations.Entry>();
    for (int i = 0; i < read.size(); i++) {
      switch (read.get(i)) {
        case Reading.Read<CreateInput>(var memory) when memory.idempotencyKey().isPresent() ->
            errors.add(unreadable(i, KEYED));
        case Reading.Read<CreateInput>(var memory) ->
            entries.put(i, new Creations.Entry(key(input, i), memory));
        case Reading.Refused<CreateInput>(var problems) -> errors.add(unreadable(i, problems));
      }
    }
    Iterator<Outcome> outcomes =
        creations.createAll(caller, NAME, List.copyOf(entries.values())).iterator();
    var results = new ArrayList<BulkSuccess>();
    entries.keySet().forEach(index -> told(index, outcomes.next(), errors, results));
    errors.sort(Comparator.comparingInt(BulkFailure::index));
    int created = (int) results.stream().filter(BulkCreation::isStored).count();
    return new Answers.BulkResult(created, errors.size(), errors, results);
  }

  private static void told(
      int index, Outcome outcome, List<BulkFailure> errors, List<BulkSuccess> results) {
    switch (outcome) {
      case Outcome.Answered(var answer) -> told(index, answer, errors, results);
      case Outcome.Failed(var e) ->
          errors.add(
              new BulkFailure(
                  index, e.code().slug(), String.valueOf(e.getMessage()), FieldProblem.of(e)));
    }
  }

  private static void told(
      int index, SaveOutput answer, List<BulkFailure> errors, List<BulkSuccess> results) {
    switch (answer.action()) {
      case CREATED, QUEUED, DUPLICATE_SKIPPED, CONFIRM_NEEDED ->
          results.add(
              new BulkSuccess(
                  index,
                  answer.action(),
                  answer.memoryId(),
                  answer.writeId(),
                  answer.pendingId(),
                  answer.duplicateOf()));
      case DISCARDED, RATE_LIMITED, REJECTED, FAILED ->
          errors.add(
              new BulkFailure(index, answer.action().wireName(), answer.message(), List.of()));
    }
  }

  private static boolean isStored(BulkSuccess success) {
    return success.action() == SaveAction.CREATED || success.action() == SaveAction.QUEUED;
  }

  private static BulkFailure unreadable(int index, List<FieldProblem> problems) {
    String reason = problems.stream().map(FieldProblem::detail).collect(Collectors.joining(" "));
    return new BulkFailure(index, ErrorCode.INVALID_INPUT.slug(), reason, problems);
  }

  /// Of one entry: the same key may have come with others, of which some are to be made up for.
  private static Optional<String> key(Inputs.Bulk input, int index) {
    return input.idempotencyKey().map(key -> index + "." + Sha256.hex(key));
  }
}
