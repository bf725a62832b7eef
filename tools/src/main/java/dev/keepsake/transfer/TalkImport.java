package dev.keepsake.transfer;

import dev.keepsake.store.BesideRows.Restored;
import dev.keepsake.store.Message;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.WriteTx;
import dev.keepsake.transfer.TalkPart.Decision;
import dev.keepsake.transfer.Tally.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The conversations of a file, some messages in a transaction: one that is short comes in a single
/// one. The rules are in [TalkPart].
final class TalkImport {
  private final ImportTarget target;
  private final Intake intake;
  private final Tally conversations = new Tally();
  private final Tally messages = new Tally();
  private long redacted;

  private final List<TalkPart> batch = new ArrayList<>();
  private final List<Restored> said = new ArrayList<>();
  private Optional<Talk> open = Optional.empty();
  private boolean begun;
  private boolean made;
  private int size;
  private long characters;

  TalkImport(ImportTarget target, Intake intake) {
    this.target = target;
    this.intake = intake;
  }

  Tally conversations() {
    return conversations;
  }

  Tally messages() {
    return messages;
  }

  /// Of how many messages something was taken out.
  long redacted() {
    return redacted;
  }

  /// The messages that follow are of `talk`.
  void conversation(Talk talk) {
    close();
    open = Optional.of(talk.with(intake.summaries()));
    begun = false;
    made = false;
    grow(0);
  }

  void message(Message read) {
    Message.Draft draft = intake.messages().apply(read);
    redacted += draft.body().equals(read.body()) ? 0 : 1;
    said.add(new Restored(read.seq(), draft, read.createdAt()));
    grow(length(draft.body()));
  }

  private static long length(Message.Body body) {
    return Stream.of(body.content(), body.extra())
        .flatMap(Optional::stream)
        .mapToLong(String::length)
        .sum();
  }

  private void grow(long length) {
    size++;
    characters += length;
    if (ImportTarget.isFull(size, characters)) {
      part(false);
      carryOut();
    }
  }

  /// Stores what is not stored yet.
  void end() {
    close();
    carryOut();
  }

  private void close() {
    part(true);
    open = Optional.empty();
  }

  private void part(boolean ends) {
    open.ifPresent(talk -> batch.add(new TalkPart(talk, !begun, ends, made, List.copyOf(said))));
    begun = true;
    said.clear();
  }

  private void carryOut() {
    if (!batch.isEmpty()) {
      target.decide(this::decide, this::store).forEach(this::settle);
    }
    batch.clear();
    size = 0;
    characters = 0;
  }

  private List<Decision> decide(ReadTx tx) {
    return batch.stream().map(part -> part.decide(tx, target.dryRun())).toList();
  }

  private void store(WriteTx tx, List<Decision> decisions) {
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).store(tx, decisions.get(i), target);
    }
  }

  private void settle(Decision decision) {
    decision
        .conversation()
        .ifPresent(fate -> {
          conversations.add(fate);
          made = fate == Fate.CREATED;
        });
    decision.messages().forEach(messages::add);
  }
}
