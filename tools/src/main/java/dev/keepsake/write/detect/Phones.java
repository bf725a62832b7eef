package dev.keepsake.write.detect;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import dev.keepsake.reading.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Telephone numbers that are valid in their country's plan: with a country code wherever they
/// stand, without one after a word for telephones, or with the area in brackets as Americans write
/// it. What follows the word for another number (an order, a parcel) is none.
final class Phones implements Detector {
  private static final int FEWEST = 7;
  private static final int MOST = 15;
  private static final int LONGEST = 30;

  /// How many numbers the plans are asked about in one text. What looks like one behind those
  /// counts as one: who writes so many hides one among them.
  private static final int ASKED = 64;

  private static final List<String> WITH_ZERO =
      List.of("GB", "DE", "FR", "IT", "NL", "BE", "CH", "AT", "SE", "FI", "IE", "AU");
  private static final List<String> WITHOUT_ZERO =
      List.of("US", "ES", "IT", "PT", "PL", "DK", "NO", "CZ", "GR");
  private static final String ANYWHERE = "ZZ";

  private static final Pattern BRACKETS = Pattern.compile("\\(\\d{3}\\) ?\\d{3}[-. ]\\d{4}");
  private static final Pattern OTHER_FORM =
      Pattern.compile(
          "\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}.*|\\d{4}[./-]\\d{1,2}[./-]\\d{1,2}.*"
              + "|\\d{1,3}(?:\\.\\d{1,3}){3}|\\d+\\.\\d+");

  private static final Words PHONES =
      Words.of(
          "phone",
          "phones",
          "telephone",
          "tel",
          "call",
          "calling",
          "mobile",
          "cell",
          "cellphone",
          "whatsapp",
          "fax",
          "reach",
          "reached",
          "dial",
          "sms",
          "phone number",
          "telefon",
          "handy",
          "handynummer",
          "telefonnummer",
          "mobil",
          "mobilnummer",
          "rufnummer",
          "anrufen",
          "portable",
          "telefono",
          "movil",
          "celular",
          "cellulare",
          "telefone",
          "telemovel",
          "gsm",
          "telefoon",
          "puhelin",
          "telefonu",
          "mobiel",
          "numero de telephone");

  private static final Words OTHERS =
      Words.of(
          "order",
          "order number",
          "parcel",
          "package",
          "tracking",
          "invoice",
          "imei",
          "serial",
          "isbn",
          "ticket",
          "version",
          "build",
          "part number",
          "reference",
          "customer number",
          "bestellung",
          "rechnung",
          "sendung");

  @Override
  public List<Hit> find(Reading reading) {
    var hits = new ArrayList<Hit>();
    String text = reading.text();
    int asked = 0;
    for (int at = 0; at < text.length(); ) {
      int end = at;
      if (Candidate.begins(text, at)) {
        Candidate candidate = Candidate.at(reading, at);
        if (candidate.isLikely()) {
          asked++;
          end = asked > ASKED ? candidate.end() : candidate.validEnd();
        }
        if (end > at) {
          hits.add(new Hit(candidate.country() ? "international" : "national", at, end));
        }
      }
      at = Math.max(at + 1, end);
    }
    return hits;
  }

  /// Digits that may be a number, from `start` to `end`.
  ///
  /// @param country whether they begin with its code
  private record Candidate(Reading reading, int start, int end, int digits, boolean country) {

    static boolean begins(String text, int at) {
      char c = text.charAt(at);
      return (digit(c) || c == '+' || c == '(') && !joined(text, at);
    }

    static Candidate at(Reading reading, int start) {
      String text = reading.text();
      int digits = 0;
      int end = start;
      int at = text.charAt(start) == '+' ? start + 1 : start;
      while (at < text.length() && at - end < 3 && end - start <= LONGEST) {
        if (digit(text.charAt(at))) {
          digits++;
          end = at + 1;
        } else if (" -./()".indexOf(text.charAt(at)) < 0) {
          break;
        }
        at++;
      }
      boolean zeros = text.startsWith("00", start) && !text.startsWith("000", start);
      boolean plus = text.charAt(start) == '+';
      return new Candidate(reading, start, end, digits, plus || zeros);
    }

    boolean isLikely() {
      String text = reading.text();
      if (digits < FEWEST
          || digits > MOST + 2
          || end - start > LONGEST
          || (end < text.length() && Character.isLetter(text.charAt(end)))) {
        return false;
      }
      String written = text.substring(start, end);
      return country
          || BRACKETS.matcher(written).matches()
          || (named() && !OTHER_FORM.matcher(written).matches());
    }

    private boolean named() {
      int phone = PHONES.before(reading.lower(), start);
      return phone >= 0 && phone > OTHERS.before(reading.lower(), start);
    }

    /// Where the longest valid number ends, or `start`.
    int validEnd() {
      String text = reading.text();
      int last = end;
      for (int tries = 0; tries < 3 && last - start >= FEWEST; tries++) {
        if (valid(text.substring(start, last))) {
          return last;
        }
        last = groupBefore(text, start, last);
      }
      return start;
    }

    private boolean valid(String written) {
      if (country) {
        String plus = written.startsWith("+") ? written : "+" + written.substring(2);
        return validIn(ANYWHERE, plus);
      }
      List<String> regions =
          written.startsWith("0") || written.startsWith("(0") ? WITH_ZERO : WITHOUT_ZERO;
      return regions.stream().anyMatch(region -> validIn(region, written));
    }

    private static boolean validIn(String region, String written) {
      PhoneNumberUtil plans = Plans.KNOWN;
      try {
        return plans.isValidNumber(plans.parse(written, region));
      } catch (NumberParseException e) {
        return false;
      }
    }

    /// Where the digits end that stand before the last group.
    private static int groupBefore(String text, int start, int end) {
      int at = end;
      while (at > start && digit(text.charAt(at - 1))) {
        at--;
      }
      while (at > start && !digit(text.charAt(at - 1))) {
        at--;
      }
      return at;
    }

    private static boolean joined(String text, int at) {
      return at > 0
          && (Character.isLetterOrDigit(text.charAt(at - 1))
              || "+.,:/_#-".indexOf(text.charAt(at - 1)) >= 0);
    }

    private static boolean digit(char c) {
      return c >= '0' && c <= '9';
    }
  }

  /// The plans of all countries, read when the first number is asked about.
  private static final class Plans {
    static final PhoneNumberUtil KNOWN = PhoneNumberUtil.getInstance();
  }
}
