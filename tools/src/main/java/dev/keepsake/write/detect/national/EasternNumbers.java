package dev.keepsake.write.detect.national;

import org.apache.commons.validator.routines.checkdigit.LuhnCheckDigit;

/// Of Central, Eastern and Southeastern Europe.
final class EasternNumbers {
  private EasternNumbers() {}

  /// The month is greater by a multiple of 20 outside of the twentieth century.
  static boolean pesel(String number) {
    return Digits.all(number)
        && born(number, Digits.number(number, 2, 4) % 20)
        && (10 - Digits.weighted(number, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3) % 10) % 10
            == Digits.at(number, 10);
  }

  /// The month is greater by 20 or 40 outside of the twentieth century.
  static boolean egn(String number) {
    return Digits.all(number)
        && born(number, Digits.number(number, 2, 4) % 20)
        && Digits.weighted(number, 2, 4, 8, 5, 10, 9, 7, 3, 6) % 11 % 10 == Digits.at(number, 9);
  }

  /// The month is greater by 50 for women, and by 20 more where a day had no numbers left.
  static boolean birthNumber(String number) {
    if (!Digits.all(number) || !born(number, Digits.number(number, 2, 4) % 50 % 20)) {
      return false;
    }
    long rest = Long.parseLong(number, 0, 9, 10) % 11;
    return Long.parseLong(number) % 11 == 0 || (rest == 10 && number.charAt(9) == '0');
  }

  static boolean oib(String number) {
    return Digits.all(number) && Digits.mod11And10(number);
  }

  static boolean isikukood(String number) {
    if (!Digits.all(number)
        || number.charAt(0) < '1'
        || number.charAt(0) > '8'
        || !born(number.substring(1), Digits.number(number, 3, 5))) {
      return false;
    }
    int check = Digits.weighted(number, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1) % 11;
    if (check == 10) {
      check = Digits.weighted(number, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3) % 11 % 10;
    }
    return check == Digits.at(number, 10);
  }

  static boolean taj(String number) {
    return Digits.all(number)
        && Digits.number(number, 0, 9) > 0
        && Digits.weighted(number, 3, 7, 3, 7, 3, 7, 3, 7) % 10 == Digits.at(number, 8);
  }

  static boolean emso(String number) {
    if (!Digits.all(number)
        || Digits.number(number, 0, 2) > 31
        || Digits.number(number, 2, 4) > 12) {
      return false;
    }
    int check = 11 - Digits.weighted(number, 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11;
    return check % 11 == Digits.at(number, 12) && check != 10;
  }

  static boolean amka(String number) {
    return Digits.all(number)
        && Digits.date(
            Digits.number(number, 4, 6), Digits.number(number, 2, 4), Digits.number(number, 0, 2))
        && LuhnCheckDigit.LUHN_CHECK_DIGIT.isValid(number);
  }

  private static boolean born(String number, int month) {
    return Digits.date(Digits.number(number, 0, 2), month, Digits.number(number, 4, 6));
  }
}
