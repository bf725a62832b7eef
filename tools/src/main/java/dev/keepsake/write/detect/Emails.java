package dev.keepsake.write.detect;

import dev.keepsake.reading.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.validator.routines.EmailValidator;

/// E-mail addresses under a top-level domain that exists, and those spelled out (`sam [at] example
/// [dot] com`). The user of a server in an address (`git@host:path`, `postgres://sam@host`) is
/// none.
final class Emails implements Detector {
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_HOST = 253;
  private static final int LONGEST_SCHEME = 20;
  private static final String IN_NAMES = "._+-'";
  private static final Pattern SPELLED =
      Pattern.compile(
          "(?i)"
              + RulePattern.BORDER
              + "([\\w.+-]{1,64}) ?[\\[({] ?at ?[\\])}] ?([\\w-]{1,63}"
              + "(?:(?: ?[\\[({] ?(?:dot|punkt|point|punto) ?[\\])}] ?|\\.)[\\w-]{1,63}){1,4})");
  private static final Pattern DOT =
      Pattern.compile("(?i) ?[\\[({] ?(?:dot|punkt|point|punto) ?[\\])}] ?");
  private static final EmailValidator VALIDATOR = EmailValidator.getInstance();

  @Override
  public List<Hit> find(Reading reading) {
    var hits = new ArrayList<Hit>();
    String text = reading.text();
    int after = 0;
    for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      int start = start(text, at, after);
      int end = end(text, at + 1);
      if (start < at && !isServer(text, start, end) && isValid(text, start, end)) {
        hits.add(new Hit("address", start, end));
        after = end;
      }
    }
    if (reading.lower().contains("at]") || reading.lower().contains("at)")) {
      spelled(text, hits);
    }
    return hits;
  }

  private static void spelled(String text, List<Hit> hits) {
    Matcher match = SPELLED.matcher(text);
    while (match.find()) {
      String host = DOT.matcher(match.group(2)).replaceAll(".");
      if (VALIDATOR.isValid(match.group(1) + "@" + host)) {
        hits.add(new Hit("spelled_out", match.start(), match.end()));
      }
    }
  }

  private static int start(String text, int at, int after) {
    int start = at;
    int least = Math.max(after, at - LONGEST_NAME);
    while (start > least && inName(text.charAt(start - 1))) {
      start--;
    }
    while (start < at && !Character.isLetterOrDigit(text.charAt(start))) {
      start++;
    }
    return start;
  }

  private static int end(String text, int from) {
    int end = from;
    int most = Math.min(text.length(), from + LONGEST_HOST);
    while (end < most && inHost(text.charAt(end))) {
      end++;
    }
    while (end > from && !Character.isLetterOrDigit(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  /// Whether the name is that of an account on a machine: before a path, or in an address.
  private static boolean isServer(String text, int start, int end) {
    boolean path =
        end + 1 < text.length()
            && text.charAt(end) == ':'
            && Character.isLetterOrDigit(text.charAt(end + 1));
    String before = text.substring(Math.max(0, start - LONGEST_NAME - LONGEST_SCHEME), start);
    int scheme = before.lastIndexOf("://");
    boolean authority =
        scheme >= 0
            && before
                .substring(scheme + "://".length())
                .chars()
                .noneMatch(c -> "/?#".indexOf(c) >= 0 || Character.isWhitespace(c));
    return path || authority;
  }

  private static boolean isValid(String text, int start, int end) {
    String address = text.substring(start, end);
    return address.indexOf('.', address.indexOf('@')) >= 0 && VALIDATOR.isValid(address);
  }

  private static boolean inName(char c) {
    return Character.isLetterOrDigit(c) || IN_NAMES.indexOf(c) >= 0;
  }

  private static boolean inHost(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == '-';
  }
}
