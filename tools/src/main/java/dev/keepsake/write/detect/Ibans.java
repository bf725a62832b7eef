package dev.keepsake.write.detect;

import dev.keepsake.reading.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.validator.routines.IBANValidator;

/// Numbers of bank accounts, with the length, the form and the check digits of their country,
/// written in one or in groups.
final class Ibans implements Detector {
  private static final int HEAD = 4;
  private static final IBANValidator VALIDATOR = IBANValidator.getInstance();

  @Override
  public List<Hit> find(Reading reading) {
    var hits = new ArrayList<Hit>();
    String text = reading.text();
    for (int at = 0; at + HEAD <= text.length(); ) {
      int end = begins(text, at) ? end(text, at) : at;
      if (end > at) {
        hits.add(new Hit("account_number", at, end));
        at = end;
      } else {
        at++;
      }
    }
    return hits;
  }

  private static boolean begins(String text, int at) {
    return letter(text.charAt(at))
        && letter(text.charAt(at + 1))
        && digit(text.charAt(at + 2))
        && (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)));
  }

  /// Where the number ends that begins at `start`, or `start` if none does.
  private static int end(String text, int start) {
    String country = text.substring(start, start + 2).toUpperCase(Locale.ROOT);
    IBANValidator.Validator format = VALIDATOR.getValidator(country);
    if (format == null) {
      return start;
    }
    var number = new StringBuilder();
    int at = start;
    while (at < text.length() && number.length() < format.getIbanLength()) {
      char c = text.charAt(at);
      if (letter(c) || digit(c)) {
        number.append(c);
      } else if (!separates(text, at)) {
        return start;
      }
      at++;
    }
    boolean whole = at == text.length() || !Character.isLetterOrDigit(text.charAt(at));
    return whole && VALIDATOR.isValid(number.toString().toUpperCase(Locale.ROOT)) ? at : start;
  }

  private static boolean separates(String text, int at) {
    return " -.".indexOf(text.charAt(at)) >= 0
        && at + 1 < text.length()
        && Character.isLetterOrDigit(text.charAt(at + 1));
  }

  private static boolean letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
