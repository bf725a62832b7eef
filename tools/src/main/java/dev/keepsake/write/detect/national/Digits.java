package dev.keepsake.write.detect.national;

import java.time.DateTimeException;
import java.time.LocalDate;

/// The arithmetic that check digits share.
final class Digits {
  private Digits() {}

  static boolean all(String number) {
    return number.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  static int at(String number, int place) {
    return Character.digit(number.charAt(place), 36);
  }

  /// @return the number that is written in [from, to)
  static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  /// The digits from the first on, each times its weight.
  static int weighted(String number, int... weights) {
    int sum = 0;
    for (int at = 0; at < weights.length; at++) {
      sum += at(number, at) * weights[at];
    }
    return sum;
  }

  /// ISO 7064, MOD 11,10: the last digit checks those before.
  static boolean mod11And10(String number) {
    int product = 10;
    for (int at = 0; at < number.length() - 1; at++) {
      int sum = (at(number, at) + product) % 10;
      product = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    return (11 - product) % 10 == at(number, number.length() - 1);
  }

  /// Whether the day exists in some year that ends with `year`.
  ///
  /// @param year of two digits
  static boolean date(int year, int month, int day) {
    try {
      LocalDate.of(2000 + year, month, day);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
