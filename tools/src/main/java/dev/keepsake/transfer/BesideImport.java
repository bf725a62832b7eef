package dev.keepsake.transfer;

import dev.keepsake.memory.RawMemory;
import dev.keepsake.store.Message;

/// What of a file is beside memories.
final class BesideImport {
  private final RawImport raw;
  private final TalkImport talk;

  BesideImport(ImportTarget target, Intake intake) {
    this.raw = new RawImport(target, intake);
    this.talk = new TalkImport(target, intake);
  }

  void raw(RawMemory memory) {
    raw.add(memory);
  }

  void conversation(Talk one) {
    talk.conversation(one);
  }

  void message(Message message) {
    talk.message(message);
  }

  /// Stores what is not stored yet.
  void end() {
    raw.carryOut();
    talk.end();
  }

  ImportSummary.Beside summary() {
    return new ImportSummary.Beside(
        raw.tally().count(),
        talk.conversations().count(),
        talk.messages().count(),
        talk.redacted());
  }
}
