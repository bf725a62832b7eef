package dev.keepsake.transfer;

import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.Owner;
import dev.keepsake.store.BesideRows.Restored;
import dev.keepsake.store.Conversation;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.WriteTx;
import dev.keepsake.transfer.Tally.Fate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/// What one transaction stores of one conversation of the file.
///
/// A conversation stays as the store has it; but of one that has only gone on there, messages that
/// are missing are added, so that an import that was interrupted is resumed.
///
/// @param begins whether the conversation itself is stored here
/// @param ends whether all of it is there then
/// @param made whether this import has made it, or would have
/// @param messages by their numbers
record TalkPart(Talk talk, boolean begins, boolean ends, boolean made, List<Restored> messages) {

  /// What becomes of it.
  ///
  /// @param conversation if it begins here
  /// @param messages one for each
  /// @param goesOn whether it is the conversation of the store, or becomes that
  /// @param there as the store has it
  record Decision(
      Optional<Fate> conversation,
      List<Fate> messages,
      boolean goesOn,
      Optional<Conversation> there) {}

  Decision decide(ReadTx tx, boolean dryRun) {
    Conversation read = talk.conversation();
    Optional<Conversation> there = tx.conversations().find(read.owner(), read.id());
    boolean makes = there.isEmpty() && (begins || (made && dryRun));
    boolean goesOn = makes || there.filter(this::goesOnIn).isPresent();
    Fate fate =
        makes
            ? Fate.CREATED
            : there.filter(this::isSame).isPresent() ? Fate.ALREADY_THERE : Fate.DIFFERS;
    return new Decision(
        Optional.of(fate).filter(_ -> begins), fates(tx, goesOn, there), goesOn, there);
  }

  private boolean goesOnIn(Conversation there) {
    return there.createdAt().equals(talk.conversation().createdAt())
        && there.total() >= talk.conversation().total();
  }

  private boolean isSame(Conversation there) {
    Conversation read = talk.conversation();
    return goesOnIn(there) && there.total() == read.total() && there.held() == read.held();
  }

  private List<Fate> fates(ReadTx tx, boolean goesOn, Optional<Conversation> there) {
    if (messages.isEmpty() || !goesOn) {
      return messages.stream().map(_ -> Fate.DIFFERS).toList();
    }
    Owner owner = talk.conversation().owner();
    Map<Long, UUID> known =
        tx.beside()
            .messageIds(owner, talk.id(), messages.getFirst().seq(), messages.getLast().seq());
    long trimmed = there.map(Conversation::trimmed).orElse(0L);
    return messages.stream().map(message -> fate(message, known, trimmed)).toList();
  }

  private static Fate fate(Restored message, Map<Long, UUID> known, long trimmed) {
    UUID id = known.get(message.seq());
    if (id != null) {
      return id.equals(message.message().id()) ? Fate.ALREADY_THERE : Fate.DIFFERS;
    }
    return message.seq() <= trimmed ? Fate.DIFFERS : Fate.CREATED;
  }

  void store(WriteTx tx, Decision decision, ImportTarget target) {
    if (!decision.goesOn()) {
      return;
    }
    Owner owner = target.owner();
    ConversationId id = talk.id();
    Conversation read = talk.conversation();
    if (decision.there().isEmpty()) {
      // until all of it is there, nobody is to trim or remove it
      tx.beside().restore(ends ? read : talk.activeAt(tx.at()), target.client());
    }
    List<Restored> missing = missing(decision);
    if (!missing.isEmpty()) {
      tx.beside().restore(owner, id, missing);
    }
    if (ends) {
      talk.episode().ifPresent(tx.beside()::restore);
      decision
          .there()
          .filter(there -> there.total() == read.total())
          .filter(there -> !there.lastActive().equals(read.lastActive()))
          .ifPresent(_ -> tx.beside().lastActive(owner, id, read.lastActive()));
    }
  }

  private List<Restored> missing(Decision decision) {
    return IntStream.range(0, messages.size())
        .filter(i -> decision.messages().get(i) == Fate.CREATED)
        .mapToObj(messages::get)
        .toList();
  }
}
