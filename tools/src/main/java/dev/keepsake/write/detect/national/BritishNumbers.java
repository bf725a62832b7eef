package dev.keepsake.write.detect.national;

import com.google.re2j.Pattern;
import java.util.Set;

/// Of the United Kingdom and Ireland.
final class BritishNumbers {
  private static final Pattern NINO =
      Pattern.compile("[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\\d{6}[A-D]");
  private static final Set<String> NEVER = Set.of("BG", "GB", "NK", "KN", "TN", "NT", "ZZ");
  private static final Pattern PPS = Pattern.compile("\\d{7}[A-W][A-IW]?");
  private static final String PPS_LETTERS = "WABCDEFGHIJKLMNOPQRSTUV";

  private BritishNumbers() {}

  /// National Insurance; has no check digit.
  static boolean nino(String number) {
    return NINO.matches(number) && !NEVER.contains(number.substring(0, 2));
  }

  static boolean nhs(String number) {
    if (!Digits.all(number)) {
      return false;
    }
    int check = 11 - Digits.weighted(number, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
    return check % 11 == Digits.at(number, 9) && check != 10;
  }

  static boolean pps(String number) {
    if (!PPS.matches(number)) {
      return false;
    }
    boolean second = number.length() > 8 && number.charAt(8) != 'W';
    int sum =
        Digits.weighted(number, 8, 7, 6, 5, 4, 3, 2)
            + (second ? 9 * (number.charAt(8) - 'A' + 1) : 0);
    return PPS_LETTERS.charAt(sum % 23) == number.charAt(7);
  }
}
