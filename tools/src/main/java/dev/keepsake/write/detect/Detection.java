package dev.keepsake.write.detect;

/// That a text holds what may not be for remembering. Never carries any of the text.
///
/// @param rule of the detector that found it: `github_token`, `override_instructions`
public record Detection(Kind kind, String rule) {

  /// What was found.
  public enum Kind {
    /// A credential or a key.
    SECRET("secret"),
    /// An instruction aimed at a model.
    INJECTION("injection"),
    /// The number of a credit or debit card.
    PAYMENT_CARD("payment_card"),
    /// The number of a bank account.
    IBAN("iban"),
    /// The number by which a state or its insurance knows a person.
    NATIONAL_ID("national_id"),
    EMAIL("email"),
    /// A telephone number.
    PHONE("phone");

    private final String wireName;

    Kind(String wireName) {
      this.wireName = wireName;
    }

    /// The name in answers, events and reports.
    public String wireName() {
      return wireName;
    }
  }

  /// Kind and rule in one word: `secret.github_token`.
  public String name() {
    return kind.wireName() + "." + rule;
  }
}
