package dev.keepsake.audit;

/// How an event's canonical form has the words that a caller chose, the reason and the tags. New
/// events have the newest; a chain may hold both.
public enum EventForm {
  /// In the event itself, so that they can never be erased.
  PLAIN(1),
  /// As a digest keyed with the salt of the event's texts, beside which they are kept.
  KEYED(2),
  /// The same; and one whose texts are kept nowhere says so, so that what has none else was robbed
  /// of them.
  ACCOUNTED(3);

  private final int number;

  EventForm(int number) {
    this.number = number;
  }

  /// As it is stored and hashed.
  public int number() {
    return number;
  }

  /// @throws IllegalArgumentException if no form has it
  public static EventForm of(long number) {
    for (EventForm form : values()) {
      if (form.number == number) {
        return form;
      }
    }
    throw new IllegalArgumentException("no form of an event: " + number);
  }
}
