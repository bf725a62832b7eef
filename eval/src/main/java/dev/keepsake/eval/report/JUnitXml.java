package dev.keepsake.eval.report;

import dev.keepsake.eval.score.CaseScore;
import java.io.StringWriter;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// A run as JUnit XML, for build servers: a test case for each case, failed by what is wrong with
/// it, and one for the gate.
public final class JUnitXml {
  private static final double NANOS_IN_SECOND = 1e9;

  /// UTC; the schemas of build servers take neither a zone nor fractions.
  private static final DateTimeFormatter LOCAL_SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

  private static final String SUITE = "keepsake.eval.writes";

  private final XMLStreamWriter xml;
  private final WriteReport report;

  private JUnitXml(XMLStreamWriter xml, WriteReport report) {
    this.xml = xml;
    this.report = report;
  }

  public static String of(WriteReport report) {
    var text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      new JUnitXml(xml, report).write();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a text in memory cannot fail to be written", e);
    }
    return text.toString();
  }

  private void write() throws XMLStreamException {
    List<CaseScore> cases = report.score().cases();
    long errors = report.score().all().counts().errors();
    long failures = report.faults().size() - errors + (report.passed() ? 0 : 1);
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeCharacters("\n");
    xml.writeStartElement("testsuites");
    xml.writeStartElement("testsuite");
    attribute("name", SUITE + "." + report.facts().subject());
    attribute("tests", Integer.toString(cases.size() + 1));
    attribute("failures", Long.toString(failures));
    attribute("errors", Long.toString(errors));
    attribute("skipped", "0");
    attribute("time", seconds(sum(cases)));
    attribute("timestamp", LOCAL_SECONDS.format(report.facts().finishedAt()));
    properties();
    gate();
    for (CaseScore one : cases) {
      testCase(one);
    }
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void properties() throws XMLStreamException {
    xml.writeStartElement("properties");
    property("dataset", report.facts().dataset());
    property("dataset_sha256", report.facts().datasetSha256());
    for (var parameter : report.facts().parameters().entrySet()) {
      property(parameter.getKey(), parameter.getValue());
    }
    xml.writeEndElement();
  }

  private void property(String name, String value) throws XMLStreamException {
    xml.writeEmptyElement("property");
    attribute("name", name);
    attribute("value", value);
  }

  private void gate() throws XMLStreamException {
    begin("gate", Duration.ZERO);
    if (!report.passed()) {
      fault("failure", "gate", report.reasons());
    }
    xml.writeEndElement();
  }

  private void testCase(CaseScore one) throws XMLStreamException {
    begin(one.one().id(), one.seen().latency());
    List<String> faults = CaseText.faults(one);
    if (one.seen().error().isPresent()) {
      fault("error", "error", faults);
    } else if (!faults.isEmpty()) {
      fault("failure", "writes", faults);
    }
    xml.writeEndElement();
  }

  private void begin(String name, Duration time) throws XMLStreamException {
    xml.writeStartElement("testcase");
    attribute("name", name);
    attribute("classname", SUITE);
    attribute("time", seconds(time));
  }

  private void fault(String element, String type, List<String> faults) throws XMLStreamException {
    xml.writeStartElement(element);
    attribute("message", faults.getFirst());
    attribute("type", type);
    xml.writeCharacters(allowed(String.join("\n", faults)));
    xml.writeEndElement();
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, allowed(value));
  }

  /// XML 1.0 has no control characters, and no escape for them either (section 2.2).
  private static String allowed(String text) {
    return text.codePoints()
        .map(c -> isAllowed(c) ? c : '\uFFFD')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isAllowed(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c < Character.MIN_SURROGATE)
        || (c > Character.MAX_SURROGATE && c < 0xFFFE)
        || c >= Character.MIN_SUPPLEMENTARY_CODE_POINT;
  }

  private static Duration sum(List<CaseScore> cases) {
    return cases.stream().map(one -> one.seen().latency()).reduce(Duration.ZERO, Duration::plus);
  }

  /// Three decimals: the schemas of build servers take no more.
  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.3f", time.toNanos() / NANOS_IN_SECOND);
  }
}
