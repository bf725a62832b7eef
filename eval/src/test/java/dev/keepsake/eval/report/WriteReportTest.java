package dev.keepsake.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keepsake.eval.dataset.WriteCase;
import dev.keepsake.eval.dataset.WriteDatasets;
import dev.keepsake.eval.observe.Observation;
import dev.keepsake.eval.observe.Observation.Fate;
import dev.keepsake.eval.observe.Observation.Forgotten;
import dev.keepsake.eval.score.Bootstrap;
import dev.keepsake.eval.score.Cases;
import dev.keepsake.eval.score.Comparison;
import dev.keepsake.eval.score.Gate;
import dev.keepsake.eval.score.WriteScore;
import dev.keepsake.memory.MemoryType;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

final class WriteReportTest {
  /// What closes an element, starts a script, ends a CDATA section, or is no character of XML.
  private static final String HOSTILE =
      "</script><script>alert(1)</script><img src=http://evil.example/x onerror=alert(2)>"
          + " ]]> & \" ' \u0000 \u001b[31m \uD800 ";

  private static final WriteReport REPORT = report();

  @Test
  void json_has_the_summary_at_the_top() throws IOException {
    JsonNode json = new ObjectMapper().readTree(RunJson.of(REPORT).toString());

    assertThat(json.path("overall_passed").isBoolean()).isTrue();
    assertThat(json.path("total_cases").asInt()).isEqualTo(3);
    assertThat(json.path("error_cases").asInt()).isEqualTo(1);
    assertThat(json.path("extraction_precision").asDouble()).isEqualTo(0.5);
    assertThat(json.path("extraction_recall").asDouble()).isEqualTo(1 / 3.0);
    assertThat(json.path("false_positive_rate").asDouble()).isEqualTo(0.5);
    assertThat(json.path("latency_p50").asDouble()).isEqualTo(10);
    assertThat(json.path("latency_p95").asDouble()).isEqualTo(10);
    assertThat(json.path("intervals").path("extraction_recall").has("low")).isTrue();
    assertThat(json.path("by_tag").path("facts").path("extraction_recall").isNumber()).isTrue();
    assertThat(json.path("parts").has("held_out")).isTrue();
    assertThat(json.path("calibration").path("brier").isNumber()).isTrue();
    assertThat(json.path("gate").path("reasons")).isNotEmpty();
    assertThat(json.path("supersession_accuracy").isNull()).isTrue();
  }

  @Test
  void json_tells_each_case() throws IOException {
    JsonNode cases = new ObjectMapper().readTree(RunJson.of(REPORT).toString()).path("cases");

    assertThat(cases).hasSize(3);
    JsonNode one = cases.get(0);
    assertThat(one.path("case_id").asText()).isEqualTo("hostile");
    assertThat(one.path("conversation_summary").asText()).startsWith("</script>");
    assertThat(one.path("actual_writes")).hasSize(2);
    assertThat(one.path("actual_deletes")).hasSize(1);
    assertThat(one.path("precision").asDouble()).isEqualTo(0.5);
    assertThat(one.path("recall").asDouble()).isEqualTo(0.5);
    assertThat(one.path("false_positive_count").asInt()).isEqualTo(1);
    assertThat(one.path("latency_ms").asDouble()).isEqualTo(10);
    assertThat(one.path("error").isNull()).isTrue();
    assertThat(one.path("misses").get(0).path("stage").asText()).isEqualTo("routed_away");
    assertThat(cases.get(1).path("error").asText()).isEqualTo("broken");
  }

  @Test
  void a_run_that_was_written_compares_with_itself(@TempDir Path folder) throws IOException {
    Files.write(
        folder.resolve(RunFile.NAME),
        RunJson.of(REPORT).toString().getBytes(StandardCharsets.UTF_8));

    assertThat(RunFile.read(folder)).isEqualTo(RunFile.read(folder.resolve(RunFile.NAME)));
    assertThat(RunFile.read(folder).cases())
        .isEqualTo(REPORT.facts().figures(REPORT.score()).cases());
    Comparison same =
        Comparison.of(
            RunFile.read(folder), REPORT.facts().figures(REPORT.score()), Bootstrap.DEFAULT);
    assertThat(same.shared()).isEqualTo(3);
    assertThat(same.fell()).isFalse();
  }

  @Test
  void what_is_no_run_is_refused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("x.json");
    assertThatThrownBy(() -> RunFile.read(file)).isInstanceOf(UnreadableRun.class);
    Files.writeString(file, "{");
    assertThatThrownBy(() -> RunFile.read(file)).hasMessageContaining("is no JSON");
    Files.writeString(file, "{\"format\": 99, \"cases\": []}");
    assertThatThrownBy(() -> RunFile.read(file)).hasMessageContaining("format 99, expected 1");
  }

  @Test
  void junit_xml_has_a_test_case_for_each_case_and_one_for_the_gate() throws Exception {
    Document xml = xml(JUnitXml.of(REPORT));
    Element suite = (Element) xml.getElementsByTagName("testsuite").item(0);
    NodeList cases = xml.getElementsByTagName("testcase");

    assertThat(suite.getAttribute("tests")).isEqualTo("4");
    assertThat(suite.getAttribute("failures")).isEqualTo("2");
    assertThat(suite.getAttribute("errors")).isEqualTo("1");
    assertThat(suite.getAttribute("timestamp")).isEqualTo("2026-01-05T09:00:00");
    assertThat(cases.getLength()).isEqualTo(4);
    assertThat(xml.getElementsByTagName("failure").getLength()).isEqualTo(2);
    assertThat(xml.getElementsByTagName("error").getLength()).isEqualTo(1);
    assertThat(elements(cases)).allMatch(one -> one.getAttribute("time").matches("\\d+\\.\\d{3}"));
    assertThat(elements(cases))
        .extracting(one -> one.getAttribute("name"))
        .containsExactly("gate", "hostile", "failed", "right");
    assertThat(cases.item(1).getTextContent())
        .contains("[routed_away]")
        .contains("too much: \"</script>");
  }

  @Test
  void the_page_asks_nothing_of_the_network() {
    String html = WritePage.html(REPORT);

    assertThat(html).contains("Content-Security-Policy", "default-src &#39;none&#39;");
    List<String> tags =
        Pattern.compile("<[^>]*>")
            .matcher(withoutContents(html))
            .results()
            .map(MatchResult::group)
            .toList();
    assertThat(tags)
        .hasSizeGreaterThan(100)
        .noneMatch(tag -> tag.matches("(?i)<(link|img|iframe|object|embed|base)\\b.*"))
        .noneMatch(tag -> tag.matches("(?i).*\\s(src|href|action|data|on\\w+)=.*"));
    assertThat(html).doesNotContain("sourceMappingURL", "@import", "url(");
  }

  @Test
  void hostile_text_stays_text() throws IOException {
    String html = WritePage.html(REPORT);
    List<String> scripts =
        Pattern.compile("(?s)<script[^>]*>(.*?)</script>")
            .matcher(html)
            .results()
            .map(found -> found.group(1))
            .toList();

    assertThat(scripts).hasSize(3);
    assertThat(scripts.get(1)).startsWith("/*!").contains("Chart.js");
    assertThat(withoutContents(html))
        .doesNotContain("<script>alert", "<img")
        .contains("&lt;/script&gt;");
    JsonNode figures = new ObjectMapper().readTree(scripts.getFirst());
    assertThat(figures.path("tags"))
        .extracting(tag -> tag.path("tag").asText())
        .contains("</script><b>");
  }

  /// The policy lets run only what has these hashes, and so not even what escaping would miss.
  @Test
  void the_policy_names_the_scripts_of_the_page() {
    String html = WritePage.html(REPORT);
    List<String> hashes =
        Pattern.compile("(?s)<script>(.*?)</script>")
            .matcher(html)
            .results()
            .map(found -> PageFiles.hash(found.group(1)).replace("'", "&#39;"))
            .toList();
    assertThat(hashes).hasSize(2).allMatch(html::contains);
  }

  @Test
  void the_page_shows_every_case_with_its_conversation() {
    String html = WritePage.html(REPORT);
    List<String> cases =
        Pattern.compile("<details class=\"case\"[^>]*>")
            .matcher(html)
            .results()
            .map(MatchResult::group)
            .toList();

    assertThat(cases).hasSize(3);
    assertThat(cases).filteredOn(one -> one.contains("data-fault=\"true\"")).hasSize(2);
    assertThat(html)
        .contains("id=\"failing\"", "only those with a fault (2 of 3)")
        .contains("Remembered before", "[routed_away]", "precision is 0.5000, below 0.8500");
  }

  private static String withoutContents(String html) {
    return html.replaceAll("(?s)<(script|style)([^>]*)>.*?</\\1>", "<$1$2></$1>");
  }

  private static List<Element> elements(NodeList nodes) {
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }

  private static Document xml(String text) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(text)));
  }

  private static WriteReport report() {
    List<WriteCase> cases =
        List.of(
            hostile(),
            Cases.of("failed", "\"expected_writes\": [{\"content_keywords\": [\"tea\"]}]"),
            Cases.of("right", "\"tags\": [\"trivial\", \"held_out\"]"));
    Map<String, Observation> observed =
        Map.of(
            "hostile",
            Cases.seen(
                "hostile",
                List.of(
                    Cases.written("Lives in Berlin", Fate.KEPT), Cases.written(HOSTILE, Fate.KEPT)),
                List.of(new Forgotten(HOSTILE, MemoryType.FACT)),
                List.of(
                    Cases.save("Lives in Berlin", 0.9, "created"),
                    Cases.save("Has cats " + HOSTILE, 0.6, "confirm_needed"))),
            "failed",
            Cases.failed("failed", "broken"),
            "right",
            Cases.seen("right", List.of(), List.of()));
    WriteScore score = WriteScore.of(cases, observed, Bootstrap.DEFAULT);
    var facts =
        new RunFacts(
            HOSTILE,
            "1",
            "abc",
            "marked",
            new TreeMap<>(Map.of("model", HOSTILE)),
            Bootstrap.DEFAULT,
            Instant.parse("2026-01-05T09:00:00.5Z"));
    // one case of three in error would leave nothing to judge
    WriteReport report = WriteReport.of(facts, score, Gate.DEFAULT, Optional.empty());
    return new WriteReport(
        facts,
        score,
        Gate.DEFAULT,
        new Gate.Verdict.Failed(List.of("precision is 0.5000, below 0.8500")),
        report.baseline(),
        Optional.empty());
  }

  private static WriteCase hostile() {
    String json =
        new ObjectMapper().createObjectNode().put("text", HOSTILE).path("text").toString();
    return WriteDatasets.parse(
            "hostile.json",
            """
            [{"id": "hostile", "tags": ["facts", "</script><b>"], "rubric": %1$s,
              "existing_memories": [{"content": %1$s}],
              "conversation": [{"role": "user", "content": %1$s}],
              "expected_writes": [{"content_keywords": ["berlin"]}, {"content_keywords": ["cats"]}]}]
            """
                .formatted(json)
                .getBytes(StandardCharsets.UTF_8))
        .cases()
        .getFirst();
  }
}
