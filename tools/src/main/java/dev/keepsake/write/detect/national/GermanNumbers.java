package dev.keepsake.write.detect.national;

import com.google.re2j.Pattern;
import org.apache.commons.validator.routines.checkdigit.EAN13CheckDigit;

/// Of Germany, Austria and Switzerland.
final class GermanNumbers {
  private static final Pattern PENSION = Pattern.compile("\\d{8}[A-Z]\\d{3}");
  private static final int[] PENSION_WEIGHTS = {2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1};

  private GermanNumbers() {}

  /// Of the first ten digits one is there twice or three times, and no other is.
  static boolean taxId(String number) {
    if (!Digits.all(number) || number.charAt(0) == '0') {
      return false;
    }
    long different = number.substring(0, 10).chars().distinct().count();
    return (different == 9 || different == 8) && Digits.mod11And10(number);
  }

  static boolean pension(String number) {
    if (!PENSION.matches(number)) {
      return false;
    }
    String digits =
        "%s%02d%s"
            .formatted(number.substring(0, 8), number.charAt(8) - 'A' + 1, number.substring(9, 11));
    int sum = 0;
    for (int at = 0; at < PENSION_WEIGHTS.length; at++) {
      int product = Digits.at(digits, at) * PENSION_WEIGHTS[at];
      sum += product / 10 + product % 10;
    }
    return sum % 10 == Digits.at(number, 11);
  }

  /// The fourth digit checks the others; the last six are a date of birth, whose month is over 12
  /// where a day had no numbers left.
  static boolean austrian(String number) {
    return Digits.all(number)
        && number.charAt(0) != '0'
        && Digits.number(number, 4, 6) >= 1
        && Digits.number(number, 4, 6) <= 31
        && Digits.weighted(number, 3, 7, 9, 0, 5, 8, 4, 2, 1, 6) % 11 == Digits.at(number, 3);
  }

  static boolean swiss(String number) {
    return number.startsWith("756")
        && Digits.all(number)
        && EAN13CheckDigit.EAN13_CHECK_DIGIT.isValid(number);
  }
}
