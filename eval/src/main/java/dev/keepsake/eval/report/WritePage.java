package dev.keepsake.eval.report;

import dev.keepsake.eval.score.Counts;
import dev.keepsake.eval.score.GroupScore;
import dev.keepsake.eval.score.Interval;
import dev.keepsake.eval.score.Measure;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/// A run as one HTML page that needs no network: what the template `writes.jte` shows. All of it
/// but [#style], [#script], [#library] and [#chartData] is escaped there.
public record WritePage(WriteReport report, String style, String script, String library) {
  private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(ContentType.Html);
  private static final double NANOS_IN_MILLI = 1e6;

  /// Cells of a table.
  public record Row(List<String> cells) {
    static Row of(String... cells) {
      return new Row(List.of(cells));
    }
  }

  /// The page.
  public static String html(WriteReport report) {
    var page = new WritePage(report, PageFiles.style(), PageFiles.script(), PageFiles.library());
    var html = new StringOutput();
    ENGINE.render("writes.jte", page, html);
    return html.toString();
  }

  public String title() {
    return "Memory writes: %s on %s".formatted(report.facts().subject(), report.facts().dataset());
  }

  /// No script but the page's own two runs, whatever a conversation says, and nothing is fetched.
  public String securityPolicy() {
    return "default-src 'none'; style-src 'unsafe-inline'; script-src "
        + PageFiles.hash(library)
        + " "
        + PageFiles.hash(script);
  }

  public boolean passed() {
    return report.passed();
  }

  public List<String> reasons() {
    return report.reasons();
  }

  public List<String> facts() {
    var facts = new ArrayList<String>();
    facts.add(report.score().cases().size() + " cases");
    facts.add("dataset version " + report.facts().datasetVersion());
    facts.add("sha256 " + report.facts().datasetSha256());
    report.facts().parameters().forEach((name, value) -> facts.add(name + " " + value));
    facts.add("finished " + report.facts().finishedAt());
    return facts;
  }

  public List<Row> measures() {
    var rows = new ArrayList<Row>();
    GroupScore all = report.score().all();
    for (Measure measure : Measure.values()) {
      OptionalDouble value = measure.of(all.counts());
      if (value.isPresent()) {
        Interval interval = all.intervals().get(measure);
        rows.add(
            Row.of(
                measure.wireName(),
                number(value.getAsDouble()),
                interval == null ? "" : number(interval.low()) + " to " + number(interval.high()),
                MeasureText.of(measure, all.counts())));
      }
    }
    rows.add(Row.of("latency_p50", millis(all.latencyP50()), "", ""));
    rows.add(Row.of("latency_p95", millis(all.latencyP95()), "", ""));
    return rows;
  }

  public List<Row> groups() {
    var rows = new ArrayList<Row>();
    groups(rows, report.score().parts());
    groups(rows, report.score().byTag());
    return rows;
  }

  private static void groups(List<Row> rows, Map<String, GroupScore> groups) {
    groups.forEach((name, group) -> {
      Counts counts = group.counts();
      rows.add(
          Row.of(
              name,
              Integer.toString(counts.cases()),
              number(counts.precision()),
              number(counts.recall()),
              Integer.toString(counts.falsePositives()),
              Integer.toString(counts.expected() - counts.matched())));
    });
  }

  public List<CasePage> cases() {
    return report.score().cases().stream().map(CasePage::new).toList();
  }

  /// How many cases have a fault.
  public long failing() {
    return cases().stream().filter(CasePage::fault).count();
  }

  public String chartData() {
    return ChartData.of(report.score());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String millis(Duration duration) {
    return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / NANOS_IN_MILLI);
  }
}
