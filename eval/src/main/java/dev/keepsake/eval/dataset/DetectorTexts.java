package dev.keepsake.eval.dataset;

import dev.keepsake.eval.dataset.DetectorText.Label;
import dev.keepsake.eval.dataset.DuplicatePair.Split;
import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads [DetectorText]s: one JSON object a line, with exactly the fields `id`, `split`, `label`,
/// `class` and `text`; several labels of one text are joined by `+`.
///
/// What a provider's keys begin with is written as a name in double braces and put in here: a file
/// with whole keys, though all of them invented, is taken for a leak by the scanners of code hosts.
public final class DetectorTexts {
  private static final String SHIPPED = "detector-texts.jsonl";
  private static final List<String> FIELDS = List.of("id", "split", "label", "class", "text");
  private static final Pattern NAME = Pattern.compile("\\{\\{([a-z_]+)\\}\\}");

  private static final Map<String, String> BEGINNINGS =
      Map.ofEntries(
          Map.entry("anthropic", "sk-ant-api03-"),
          Map.entry("aws", "AKIA"),
          Map.entry("aws_secret", "aws_secret_access_key"),
          Map.entry("azure", "AccountKey="),
          Map.entry("discord", "MTFake"),
          Map.entry("github", "ghp_"),
          Map.entry("github_pat", "github_pat_"),
          Map.entry("gitlab", "glpat-"),
          Map.entry("google", "AIza"),
          Map.entry("jwt", "eyJ"),
          Map.entry("npm", "npm_"),
          Map.entry("openai", "sk-proj-"),
          Map.entry("pem", "-----BEGIN"),
          Map.entry("pypi", "pypi-"),
          Map.entry("sendgrid", "SG."),
          Map.entry("slack", "xoxb-"),
          Map.entry("slack_hook", "hooks.slack.com/services/"),
          Map.entry("stripe", "sk_live_"),
          Map.entry("telegram", "123456789:AA"));

  private DetectorTexts() {}

  /// The texts that come with this module; their origin is in the `README.md` beside them.
  ///
  /// @throws DatasetException if they cannot be read
  public static List<DetectorText> shipped() {
    return JsonLine.shipped(SHIPPED, FIELDS, DetectorTexts::text);
  }

  /// @param file what messages call it
  /// @throws DatasetException at the first line that does not fit, naming it and the field, and if
  ///   there is none
  public static List<DetectorText> parse(String file, String text) {
    return JsonLine.read(file, new StringReader(text), FIELDS, DetectorTexts::text);
  }

  private static DetectorText text(JsonLine line) {
    return new DetectorText(
        line.text("id"),
        line.one("split", Split.values(), Split::wireName),
        labels(line),
        line.text("class"),
        whole(line));
  }

  private static Set<Label> labels(JsonLine line) {
    Set<Label> labels =
        Arrays.stream(line.text("label").split("\\+", -1))
            .map(name -> label(line, name))
            .collect(Collectors.toUnmodifiableSet());
    if (labels.contains(Label.NONE) && labels.size() > 1) {
      throw line.refused("label", "a text holds something, or nothing");
    }
    return labels;
  }

  private static Label label(JsonLine line, String name) {
    return Arrays.stream(Label.values())
        .filter(label -> label.wireName().equals(name))
        .findFirst()
        .orElseThrow(() -> line.refused("label", "\"%s\" is no label".formatted(name)));
  }

  private static String whole(JsonLine line) {
    return NAME.matcher(line.text("text"))
        .replaceAll(found -> Matcher.quoteReplacement(beginning(line, found.group(1))));
  }

  private static String beginning(JsonLine line, String name) {
    String beginning = BEGINNINGS.get(name);
    if (beginning == null) {
      throw line.refused("text", "{{%s}} is the beginning of no key that is known".formatted(name));
    }
    return beginning;
  }
}
