package dev.keepsake.write.detect.national;

/// Of the Netherlands and Belgium.
final class BeneluxNumbers {
  private BeneluxNumbers() {}

  static boolean bsn(String number) {
    return Digits.all(number)
        && Digits.number(number, 0, 9) > 0
        && Digits.weighted(number, 9, 8, 7, 6, 5, 4, 3, 2, -1) % 11 == 0;
  }

  /// The two last digits are 97 less the rest of the others by 97, with a 2 before them for those
  /// born since 2000. The month is 0 where it is unknown, and greater by 20 or 40 for foreigners.
  static boolean nrn(String number) {
    if (!Digits.all(number) || Digits.number(number, 2, 4) % 20 > 12) {
      return false;
    }
    long born = Long.parseLong(number, 0, 9, 10);
    int check = Digits.number(number, 9, 11);
    return 97 - born % 97 == check || 97 - (2_000_000_000L + born) % 97 == check;
  }
}
