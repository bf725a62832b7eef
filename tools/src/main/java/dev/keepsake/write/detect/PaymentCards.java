package dev.keepsake.write.detect;

import dev.keepsake.reading.Reading;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.validator.routines.CreditCardValidator;
import org.apache.commons.validator.routines.CreditCardValidator.CreditCardRange;

/// Numbers of payment cards: digits in one group, or grouped as on cards, in the range of a brand
/// and with its check digit (Luhn). What follows the word for another number (an order, a parcel)
/// is none, and in the wide ranges only what stands beside a word for cards is one.
final class PaymentCards implements Detector {
  private static final int SHORTEST = 12;
  private static final int LONGEST = 19;
  private static final int GROUPS = 6;

  private static final CreditCardValidator NARROW =
      new CreditCardValidator(
          CreditCardValidator.VISA
              + CreditCardValidator.MASTERCARD
              + CreditCardValidator.AMEX
              + CreditCardValidator.DISCOVER
              + CreditCardValidator.DINERS);

  /// JCB, UnionPay, Maestro, Mir, RuPay, Visa of 19 digits.
  private static final CreditCardValidator WIDE =
      new CreditCardValidator(
          new CreditCardRange[] {
            new CreditCardRange("3528", "3589", 16, LONGEST),
            new CreditCardRange("62", "62", 16, LONGEST),
            new CreditCardRange("50", "50", SHORTEST, LONGEST),
            new CreditCardRange("56", "69", SHORTEST, LONGEST),
            new CreditCardRange("2200", "2204", 16, LONGEST),
            new CreditCardRange("81", "82", 16, 16),
            new CreditCardRange("4", "4", LONGEST, LONGEST)
          });

  private static final Words CARDS =
      Words.of(
          "card",
          "cards",
          "credit",
          "debit",
          "visa",
          "mastercard",
          "amex",
          "american express",
          "maestro",
          "unionpay",
          "jcb",
          "diners",
          "discover",
          "mir",
          "rupay",
          "cvv",
          "cvc",
          "expires",
          "kreditkarte",
          "karte",
          "kartennummer",
          "bankkarte",
          "carte",
          "carte bancaire",
          "tarjeta",
          "carta",
          "cartao",
          "kaart",
          "karta",
          "kort",
          "kortti");

  private static final Words OTHERS =
      Words.of(
          "order",
          "parcel",
          "package",
          "tracking",
          "tracking number",
          "shipment",
          "invoice",
          "imei",
          "iccid",
          "serial",
          "isbn",
          "ticket",
          "timestamp",
          "version",
          "build",
          "meeting",
          "booking",
          "reference",
          "library card",
          "loyalty card",
          "sim card",
          "graphics card",
          "sound card",
          "library card number",
          "customer",
          "case",
          "id",
          "bestellung",
          "rechnung",
          "sendung",
          "commande",
          "colis",
          "pedido",
          "ordine");

  @Override
  public List<Hit> find(Reading reading) {
    var hits = new ArrayList<Hit>();
    String text = reading.text();
    for (int at = 0; at < text.length(); ) {
      if (!digit(text.charAt(at))) {
        at++;
      } else if (joined(text, at)) {
        at = groupEnd(text, at);
      } else {
        int end = card(reading, at);
        if (end > at) {
          hits.add(new Hit("card_number", at, end));
        }
        at = end > at ? end : groupEnd(text, at);
      }
    }
    return hits;
  }

  /// Whether the digits at `at` go on something that is no number of a card.
  private static boolean joined(String text, int at) {
    return at > 0 && (Character.isLetterOrDigit(text.charAt(at - 1)) || text.charAt(at - 1) == '+');
  }

  /// Where the card ends that begins at `start`, or `start` if none does.
  private static int card(Reading reading, int start) {
    String text = reading.text();
    var digits = new StringBuilder(LONGEST);
    var groups = new ArrayList<Integer>();
    int end = start;
    int found = start;
    while (groups.size() < GROUPS && digits.length() < LONGEST) {
      int group = groupEnd(text, end);
      if (group - end > LONGEST - digits.length()) {
        break;
      }
      digits.append(text, end, group);
      groups.add(group - end);
      if (isCard(digits.toString(), groups, reading, start, group)) {
        found = group;
      }
      if (group + 1 >= text.length()
          || " -.".indexOf(text.charAt(group)) < 0
          || !digit(text.charAt(group + 1))) {
        break;
      }
      end = group + 1;
    }
    return found;
  }

  private static boolean isCard(
      String digits, List<Integer> groups, Reading reading, int start, int end) {
    if (digits.length() < SHORTEST || !grouped(groups) || letterAt(reading.text(), end)) {
      return false;
    }
    boolean narrow = NARROW.isValid(digits);
    return (narrow || WIDE.isValid(digits)) && meant(reading.lower(), start, end, narrow);
  }

  private static boolean meant(String lower, int start, int end, boolean narrow) {
    int card = CARDS.before(lower, start);
    int other = OTHERS.before(lower, start);
    if (other >= 0) {
      return card > other;
    }
    return narrow || card >= 0 || CARDS.after(lower, end);
  }

  /// One group, fours, or as American Express and Diners write theirs.
  private static boolean grouped(List<Integer> groups) {
    int last = groups.size() - 1;
    return last == 0
        || (last >= 2
            && groups.subList(0, last).stream().allMatch(group -> group == 4)
            && groups.get(last) <= 4)
        || groups.equals(List.of(4, 6, 5))
        || groups.equals(List.of(4, 6, 4))
        || groups.equals(List.of(6, 13));
  }

  private static boolean letterAt(String text, int at) {
    return at < text.length() && Character.isLetter(text.charAt(at));
  }

  private static int groupEnd(String text, int from) {
    int end = from;
    while (end < text.length() && digit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
