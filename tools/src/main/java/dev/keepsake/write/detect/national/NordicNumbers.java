package dev.keepsake.write.detect.national;

import com.google.re2j.Pattern;
import org.apache.commons.validator.routines.checkdigit.LuhnCheckDigit;

/// Of Sweden, Finland, Denmark and Norway.
final class NordicNumbers {
  private static final Pattern FINNISH = Pattern.compile("\\d{6}[-+A-FU-Y]\\d{3}[0-9A-FHJ-NPR-Y]");
  private static final String FINNISH_CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY";

  private NordicNumbers() {}

  /// With the century or without; the day is greater by 60 for those who are only staying.
  static boolean swedish(String number) {
    if (!Digits.all(number) || (number.length() != 10 && number.length() != 12)) {
      return false;
    }
    String ten = number.substring(number.length() - 10);
    return Digits.date(
            Digits.number(ten, 0, 2), Digits.number(ten, 2, 4), Digits.number(ten, 4, 6) % 60)
        && LuhnCheckDigit.LUHN_CHECK_DIGIT.isValid(ten);
  }

  static boolean finnish(String number) {
    return FINNISH.matches(number)
        && born(number)
        && FINNISH_CHECKS.charAt(
                Integer.parseInt(number.substring(0, 6) + number.substring(7, 10)) % 31)
            == number.charAt(10);
  }

  /// Has had no check digit since 2007: the date alone.
  static boolean danish(String number) {
    return Digits.all(number) && born(number);
  }

  static boolean norwegian(String number) {
    return Digits.all(number)
        && born(number)
        && Digits.weighted(number, 3, 7, 6, 1, 8, 9, 4, 5, 2, 1) % 11 == 0
        && Digits.weighted(number, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
  }

  private static boolean born(String number) {
    return Digits.date(
        Digits.number(number, 4, 6), Digits.number(number, 2, 4), Digits.number(number, 0, 2));
  }
}
