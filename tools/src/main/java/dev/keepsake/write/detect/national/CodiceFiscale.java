package dev.keepsake.write.detect.national;

import com.google.re2j.Pattern;

/// Of Italy: letters of the names, the birth, the place, and a letter that checks the others.
final class CodiceFiscale {
  /// In place of a digit stands one of these letters where two people would have the same.
  private static final String D = "[0-9LMNPQRSTUV]";

  private static final Pattern FORM =
      Pattern.compile("[A-Z]{6}%1$s{2}[A-EHLMPRST]%1$s{2}[A-Z]%1$s{3}[A-Z]".formatted(D));

  /// By digit or letter, at the first, third, ... place.
  private static final int[] ODD = {
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
  };

  private CodiceFiscale() {}

  static boolean valid(String number) {
    if (!FORM.matches(number)) {
      return false;
    }
    int sum = 0;
    for (int at = 0; at < number.length() - 1; at++) {
      int value = value(number.charAt(at));
      sum += at % 2 == 0 ? ODD[value] : value;
    }
    return 'A' + sum % 26 == number.charAt(15);
  }

  /// Digits and letters count from 0.
  private static int value(char c) {
    return c <= '9' ? c - '0' : c - 'A';
  }
}
