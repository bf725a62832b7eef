package dev.keepsake.write.detect.national;

import com.google.re2j.Pattern;

/// Of France, Spain, Portugal and Romania.
final class RomanceNumbers {
  private static final Pattern NIR =
      Pattern.compile("[1-478]\\d{2}(?:0[1-9]|1[0-2]|[2-9]\\d)(?:\\d{2}|2[AB])\\d{8}");
  private static final Pattern DNI = Pattern.compile("[0-9XYZ]\\d{7}[A-Z]");
  private static final String DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
  private static final Pattern NIF = Pattern.compile("(?:[1235689]\\d|45|7[0-9])\\d{7}");

  private RomanceNumbers() {}

  /// The two last digits are 97 less the rest of the others by 97; Corsica's departments count as
  /// 19 and 18.
  static boolean nir(String number) {
    if (!NIR.matches(number)) {
      return false;
    }
    String digits = number.replace("2A", "19").replace("2B", "18");
    return 97 - Long.parseLong(digits, 0, 13, 10) % 97 == Digits.number(digits, 13, 15);
  }

  static boolean dni(String number) {
    if (!DNI.matches(number)) {
      return false;
    }
    int foreigner = "XYZ".indexOf(number.charAt(0));
    String digits = foreigner < 0 ? number : foreigner + number.substring(1);
    return DNI_LETTERS.charAt(Digits.number(digits, 0, 8) % 23) == number.charAt(8);
  }

  static boolean nif(String number) {
    if (!NIF.matches(number)) {
      return false;
    }
    int check = 11 - Digits.weighted(number, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
    return (check > 9 ? 0 : check) == Digits.at(number, 8);
  }

  static boolean cnp(String number) {
    if (!Digits.all(number)
        || number.charAt(0) == '0'
        || !Digits.date(
            Digits.number(number, 1, 3),
            Digits.number(number, 3, 5),
            Digits.number(number, 5, 7))) {
      return false;
    }
    int check = Digits.weighted(number, 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9) % 11;
    return (check == 10 ? 1 : check) == Digits.at(number, 12);
  }
}
