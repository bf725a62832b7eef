package dev.keepsake.write.detect;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What a named group of a pattern must be beyond the pattern, since a pattern cannot tell a
/// password from a word about passwords.
enum Check {
  /// The random part of a key whose format is known.
  TOKEN("token", SecretValue::random),
  /// The same in an alphabet of both cases and digits.
  MIXED("mixed", SecretValue::mixed),
  /// A key whose format is unknown.
  KEY("key", SecretValue::key),
  /// What stands where only a password can stand.
  GIVEN("given", value -> !SecretValue.placeholder(value)),
  /// What follows the word for password directly.
  BARE("bare", SecretValue::strong),
  /// What is said to be the password.
  VALUE("value", value -> SecretValue.strong(value) || SecretValue.quoted(value)),
  /// The same where one plain word at the end of its sentence is a password too.
  WORD("word", VALUE.test) {
    @Override
    boolean holds(String text, int start, int end) {
      return super.holds(text, start, end)
          || (SecretValue.ends(text, end) && SecretValue.plainWord(text.substring(start, end)));
    }
  },
  /// The words of a wallet.
  PHRASE("phrase", SecretValue::seedPhrase),
  /// Whose instructions are to be ignored.
  OF("of", Authority::isOfModel);

  private final String group;
  private final Predicate<String> test;

  Check(String group, Predicate<String> test) {
    this.group = group;
    this.test = test;
  }

  /// The checks of the groups that `pattern` has.
  static List<Check> in(Pattern pattern) {
    return Arrays.stream(values())
        .filter(check -> pattern.namedGroups().containsKey(check.group))
        .toList();
  }

  String group() {
    return group;
  }

  /// Whether the group is all that is secret, and not only the random part of it.
  boolean isWhole() {
    return switch (this) {
      case KEY, GIVEN, BARE, VALUE, WORD, PHRASE -> true;
      case TOKEN, MIXED, OF -> false;
    };
  }

  /// @param start of the group in `text`
  boolean holds(String text, int start, int end) {
    return test.test(text.substring(start, end));
  }
}
