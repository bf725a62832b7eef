package dev.keepsake.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.keepsake.policy.SensitiveClasses;
import dev.keepsake.policy.SensitiveClasses.Finding;
import dev.keepsake.tool.WireJson;
import java.util.BitSet;
import java.util.Set;
import java.util.regex.Pattern;

/// Takes secrets out of a message: the conversation goes on, and what goes from agent to agent must
/// not hold them. Characters that no database stores become U+FFFD. Used for one message.
final class Redaction {
  static final String IN_ITS_PLACE = "[redacted: secret]";

  private static final Set<String> SECRETS = Set.of("secret");

  /// What is looked through at once; as much of it again with the next as no secret is longer than.
  private static final int WINDOW = 65_536;

  private static final int SEAM = 4_096;

  /// A picture or a sound, and no words.
  private static final int LONG = 4_096;

  private static final Pattern DATA =
      Pattern.compile("(?:data:[\\w./+-]{1,100};base64,)?[A-Za-z0-9+/_-]*+={0,2}");

  private static final int REPLACEMENT = 0xFFFD;

  /// What is longer is no password with a name.
  private static final int NAMED = 256;

  /// What stands around a value in JSON and in prose, and would be missing there.
  private static final String AROUND = "\"'`\\{}[](),;";

  /// For JSON that would be none without what is around the secret.
  private static final String JSON_IN_ITS_PLACE = "{\"redacted\":\"" + IN_ITS_PLACE + "\"}";

  private final SensitiveClasses classes;
  private int found;

  Redaction(SensitiveClasses classes) {
    this.classes = classes;
  }

  /// How many secrets were taken out so far.
  int found() {
    return found;
  }

  ObjectNode clean(ObjectNode message) {
    ObjectNode clean = WireJson.MAPPER.createObjectNode();
    message
        .properties()
        .forEach(
            field -> clean.set(clean(field.getKey()), named(field.getKey(), field.getValue())));
    return clean;
  }

  /// Some secrets are known by the name of their field alone.
  private JsonNode named(String name, JsonNode value) {
    JsonNode clean = clean(value);
    boolean open = clean.isTextual() && clean.equals(value) && clean.textValue().length() <= NAMED;
    if (!open || !isSecret("\"" + name + "\":\"", clean.textValue())) {
      return clean;
    }
    found++;
    return TextNode.valueOf(IN_ITS_PLACE);
  }

  private boolean isSecret(String name, String value) {
    return classes.find(name + value + "\"", SECRETS).stream()
        .anyMatch(finding ->
            finding.end() > name.length() && finding.start() < name.length() + value.length());
  }

  private JsonNode clean(JsonNode json) {
    return switch (json) {
      case ObjectNode object -> clean(object);
      case ArrayNode array -> {
        ArrayNode clean = WireJson.MAPPER.createArrayNode();
        array.forEach(entry -> clean.add(clean(entry)));
        yield clean;
      }
      case TextNode text -> TextNode.valueOf(clean(text.textValue()));
      default -> json;
    };
  }

  String clean(String given) {
    String text = storable(given);
    if (text.length() > LONG && DATA.matcher(text).matches()) {
      return text;
    }
    var secret = new BitSet();
    for (int from = 0; from == 0 || from + SEAM < text.length(); from += WINDOW - SEAM) {
      String window = text.substring(from, Math.min(text.length(), from + WINDOW));
      for (Finding finding : classes.find(window, SECRETS)) {
        set(secret, text, from + finding.start(), from + finding.end());
      }
    }
    return secret.isEmpty() ? text : whole(text, without(text, secret));
  }

  private static void set(BitSet secret, String text, int start, int end) {
    int first = start;
    int behind = end;
    while (first < behind && AROUND.indexOf(text.charAt(first)) >= 0) {
      first++;
    }
    while (first < behind && AROUND.indexOf(text.charAt(behind - 1)) >= 0) {
      behind--;
    }
    boolean nothingElse = first == behind;
    secret.set(nothingElse ? start : first, nothingElse ? end : behind);
  }

  /// The arguments of a call must stay JSON: a model is sent them again.
  private static String whole(String text, String clean) {
    return (text.startsWith("{") || text.startsWith("[")) && isJson(text) && !isJson(clean)
        ? JSON_IN_ITS_PLACE
        : clean;
  }

  private static boolean isJson(String text) {
    try {
      var _ = WireJson.MAPPER.readTree(text);
      return true;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static String storable(String given) {
    if (given.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c))) {
      return given;
    }
    var kept = new StringBuilder(given.length());
    given
        .codePoints()
        .map(c -> c == 0 || Character.getType(c) == Character.SURROGATE ? REPLACEMENT : c)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private String without(String text, BitSet secret) {
    var clean = new StringBuilder();
    int at = 0;
    for (int start = secret.nextSetBit(0); start >= 0; start = secret.nextSetBit(at)) {
      clean.append(text, at, start).append(IN_ITS_PLACE);
      found++;
      at = secret.nextClearBit(start);
    }
    return clean.append(text, at, text.length()).toString();
  }
}
