package dev.keepsake.write.detect.national;

/// Of the United States; they have no check digits, but numbers that are never given out.
final class AmericanNumbers {
  private AmericanNumbers() {}

  static boolean ssn(String number) {
    if (!Digits.all(number)) {
      return false;
    }
    int area = Digits.number(number, 0, 3);
    return area != 0
        && area != 666
        && area < 900
        && Digits.number(number, 3, 5) != 0
        && Digits.number(number, 5, 9) != 0
        && !number.equals("123456789");
  }

  static boolean itin(String number) {
    if (!Digits.all(number) || number.charAt(0) != '9') {
      return false;
    }
    int group = Digits.number(number, 3, 5);
    return (group >= 50 && group <= 65)
        || (group >= 70 && group <= 88)
        || (group >= 90 && group <= 92)
        || group >= 94;
  }
}
