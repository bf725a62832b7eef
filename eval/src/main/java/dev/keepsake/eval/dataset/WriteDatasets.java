package dev.keepsake.eval.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads [WriteDataset]s: a JSON object with `version`, `description` and `cases`, or the list of
/// cases alone, whose version is then "1".
public final class WriteDatasets {
  /// Where the shipped dataset is on the class path.
  public static final String SHIPPED = "/dev/keepsake/eval/memory_write_golden_dataset.json";

  /// Larger files are refused, in bytes.
  static final long MOST_BYTES = 64L << 20;

  private static final List<String> KNOWN = List.of("version", "description", "cases");
  private static final Set<String> HARMLESS = Set.of("license", "origin", "name");

  private final Findings findings;
  private final Set<String> ids = new HashSet<>();

  private WriteDatasets(String name) {
    this.findings = new Findings(name);
  }

  /// @throws DatasetException with everything that does not fit, or if it can't be read
  public static WriteDataset read(Path file) {
    String name = String.valueOf(file.getFileName());
    try (InputStream in = Files.newInputStream(file)) {
      return read(name, in);
    } catch (IOException e) {
      throw new DatasetException(file.toString(), "could not be read", e);
    }
  }

  /// The dataset that is shipped with this library.
  ///
  /// @throws DatasetException if it can't be read
  public static WriteDataset shipped() {
    String name = SHIPPED.substring(SHIPPED.lastIndexOf('/') + 1);
    try (InputStream in = WriteDatasets.class.getResourceAsStream(SHIPPED)) {
      if (in == null) {
        throw new DatasetException(name, List.of("no dataset is shipped with this build"));
      }
      return read(name, in);
    } catch (IOException e) {
      throw new DatasetException(name, "could not be read", e);
    }
  }

  private static WriteDataset read(String name, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(Math.toIntExact(MOST_BYTES + 1));
    if (bytes.length > MOST_BYTES) {
      throw new DatasetException(
          name, List.of("is larger than %d MiB, which is the most".formatted(MOST_BYTES >> 20)));
    }
    return parse(name, bytes);
  }

  /// @param name what messages call it
  /// @throws DatasetException with everything that does not fit
  public static WriteDataset parse(String name, byte... bytes) {
    JsonNode json = JsonFile.parse(name, bytes);
    var reader = new WriteDatasets(name);
    return reader.dataset(name, json, Digests.sha256(bytes));
  }

  private WriteDataset dataset(String name, JsonNode json, String sha256) {
    String version = "1";
    String description = "";
    JsonNode cases = json;
    if (json.isObject()) {
      var fields = new Fields(json, "", "", findings).only(KNOWN, HARMLESS);
      JsonNode given = json.path("version");
      version = given.isNumber() ? given.asText() : fields.text("version", "1");
      description = fields.anyText("description");
      cases = json.path("cases");
    }
    List<WriteCase> read = cases(cases);
    findings.requireNone();
    return new WriteDataset(name, version, description, sha256, read, findings.warnings());
  }

  private List<WriteCase> cases(JsonNode cases) {
    var read = new ArrayList<WriteCase>();
    if (!cases.isArray() || cases.isEmpty()) {
      String what = cases.isArray() ? "" : Fields.was(cases);
      findings.problem("", "cases", "must be a list of at least one case" + what);
      return read;
    }
    for (int i = 0; i < cases.size(); i++) {
      if (cases.get(i).isObject()) {
        WriteCase one = new CaseFields(cases.get(i), i + 1, findings).read();
        if (!one.id().isEmpty() && !ids.add(one.id())) {
          findings.problem("case " + one.id(), "id", "was used before; case #" + (i + 1) + " too");
        }
        read.add(one);
      } else {
        findings.problem(
            "case #" + (i + 1), "(all)", "must be an object" + Fields.was(cases.get(i)));
      }
    }
    return read;
  }
}
