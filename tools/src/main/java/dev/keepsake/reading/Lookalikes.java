package dev.keepsake.reading;

import java.util.HashMap;
import java.util.Map;

/// Letters of other alphabets that look like Latin ones.
final class Lookalikes {
  /// No reader tells them apart in most fonts. Only characters of one `char`.
  private static final Map<Character, Character> SAME =
      pairs(
          "аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅοΑΒΕΖΗΙΚΜΝΟΡΤΥΧӏѵԌ",
          "aeopcyxijshdqwABEKMHOPCTYXIJSoABEZHIKMNOPTYXlvG");

  /// The same and those that differ a little.
  private static final Map<Character, Character> LIKE =
      pairs(
          SAME,
          "кαρινυκτχεγηωбьПогпгтимвнᎠᎡᎢᎪᎬᎳᎷᎻᎽᏀᏃᏚᏙᏞᏟᏢᏦᏴօոսհցզլաꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜ",
          "kapivuktxeynwbbNornrtumbhDRTAEWMHYGZSVLCPKBonuhgqlwABCDEFGHIJKLMNOPRSTUVWXYZ");

  /// Latin letters of other forms, which stand for themselves in no language that is written so.
  private static final Map<Character, Character> STYLED =
      pairs("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢıɡɑ", "abcdefghijklmnopqrstuvwyziga");

  private Lookalikes() {}

  /// The Latin letter that a small capital or the like is, else `c`.
  static int plain(int c) {
    return c > 0xFFFF ? c : STYLED.getOrDefault((char) c, (char) c);
  }

  /// With Latin letters in the words that have a letter of ASCII.
  static Reading mixedWords(Reading reading) {
    return reading.with(latin(reading.text(), LIKE, false));
  }

  /// With Latin letters in the words all of whose letters have one they look like; `reading` itself
  /// if it has no such word.
  static Reading wholeWords(Reading reading) {
    String latin = latin(reading.text(), LIKE, true);
    return latin.equals(reading.text()) ? reading : reading.with(latin);
  }

  /// With Latin letters in the words that have a letter of ASCII, where nobody sees a difference.
  static String same(String text) {
    return latin(text, SAME, false);
  }

  private static String latin(String text, Map<Character, Character> letters, boolean whole) {
    if (text.chars().allMatch(c -> c < 0x80)) {
      return text;
    }
    var latin = new StringBuilder(text);
    int start = 0;
    boolean ascii = false;
    boolean every = true;
    for (int at = 0; at <= text.length(); at++) {
      char c = at < text.length() ? text.charAt(at) : ' ';
      if (Character.isLetter(c)) {
        ascii |= c < 0x80;
        every &= c < 0x80 || letters.containsKey(c);
      } else {
        if (whole ? every : ascii) {
          replace(latin, start, at, letters);
        }
        start = at + 1;
        ascii = false;
        every = true;
      }
    }
    return latin.toString();
  }

  private static void replace(
      StringBuilder text, int from, int to, Map<Character, Character> letters) {
    for (int at = from; at < to; at++) {
      char c = text.charAt(at);
      text.setCharAt(at, letters.getOrDefault(c, c));
    }
  }

  private static Map<Character, Character> pairs(String from, String to) {
    return pairs(Map.of(), from, to);
  }

  private static Map<Character, Character> pairs(
      Map<Character, Character> before, String from, String to) {
    var pairs = new HashMap<>(before);
    for (int at = 0; at < from.length(); at++) {
      pairs.putIfAbsent(from.charAt(at), to.charAt(at));
    }
    return Map.copyOf(pairs);
  }
}
