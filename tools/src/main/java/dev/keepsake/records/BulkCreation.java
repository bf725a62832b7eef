package dev.keepsake.records;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
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
import dev.keepsake.write.SaveAction;
import dev.keepsake.write.SaveOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Creates many memories, each as if by itself. Thread-safe.
final class BulkCreation {
  static final String NAME = "create_memories";
  private static final InputShape<CreateInput> SHAPE =
      new InputShape<>("a memory", CreateInput.class);

  private final Creations creations;

  BulkCreation(Creations creations) {
    this.creations = creations;
  }

  Answers.BulkResult run(Caller caller, Inputs.Bulk input) {
    var _ = caller.requireUser(); // else each would say so
    List<Reading<CreateInput>> read =
        input.memories().stream().map(Unread::json).map(SHAPE::read).toList();
    creations.expect(
        read.stream()
            .flatMap(one ->
                one instanceof Reading.Read<CreateInput>(var memory)
                    ? Optional.of(memory.content()).stream()
                    : Optional.<dev.keepsake.memory.Content>empty().stream())
            .toList());
    var errors = new ArrayList<BulkFailure>();
    var results = new ArrayList<BulkSuccess>();
    for (int i = 0; i < read.size(); i++) {
      switch (read.get(i)) {
        case Reading.Read<CreateInput>(var memory) ->
            one(caller, i, key(input, i), memory, errors, results);
        case Reading.Refused<CreateInput>(var problems) -> errors.add(unreadable(i, problems));
      }
    }
    int created = (int) results.stream().filter(BulkCreation::isStored).count();
    return new Answers.BulkResult(created, errors.size(), errors, results);
  }

  private void one(
      Caller caller,
      int index,
      Optional<String> key,
      CreateInput memory,
      List<BulkFailure> errors,
      List<BulkSuccess> results) {
    if (memory.idempotencyKey().isPresent()) {
      errors.add(
          unreadable(
              index,
              List.of(
                  new FieldProblem(
                      "idempotency_key",
                      "`idempotency_key` belongs to the whole request: send the header"
                          + " Idempotency-Key."))));
      return;
    }
    try {
      told(index, creations.create(caller, NAME, key, memory), errors, results);
    } catch (MemoryException e) {
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
