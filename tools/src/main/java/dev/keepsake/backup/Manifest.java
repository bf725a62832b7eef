package dev.keepsake.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.memory.Sha256;
import dev.keepsake.store.WholeStore.Contents;
import dev.keepsake.store.WholeStore.UserHead;
import dev.keepsake.tool.WireJson;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a backup says of itself, in `manifest.json`.
///
/// @param format of this document; [#FORMAT] now
/// @param keepsakeVersion of the program that wrote it
/// @param tables number of rows by table
/// @param memories number of memories by status
public record Manifest(
    int format,
    String keepsakeVersion,
    int schemaVersion,
    Instant createdAt,
    Database database,
    SortedMap<String, Long> tables,
    SortedMap<String, Long> memories,
    Audit audit) {
  static final int FORMAT = 1;
  static final String NAME = "manifest.json";

  private static final String HEX = "[0-9a-f]{64}";

  public Manifest {
    require(keepsakeVersion != null && createdAt != null && database != null && audit != null);
    require(tables != null && memories != null);
    tables = new TreeMap<>(tables);
    memories = new TreeMap<>(memories);
  }

  /// @param file its name in the folder of the backup
  /// @param sha256 in hexadecimal
  public record Database(String file, long bytes, String sha256) {
    public Database {
      require(file != null && sha256 != null && bytes > 0);
      require(file.matches("[\\w.-]+") && sha256.matches(HEX)); // it names no other folder
    }
  }

  /// @param events of all users together
  /// @param heads SHA-256 over the ends of all users' chains
  public record Audit(long users, long events, String heads) {
    public Audit {
      require(heads != null && heads.matches(HEX));
    }

    static Audit of(List<UserHead> heads) {
      String all =
          heads.stream()
              .map(head -> "%s %d %s\n".formatted(head.user(), head.seq(), head.hash()))
              .collect(Collectors.joining());
      return new Audit(
          heads.size(), heads.stream().mapToLong(UserHead::seq).sum(), Sha256.hex(all));
    }
  }

  private static void require(boolean complete) {
    if (!complete) {
      throw new IllegalArgumentException("a field is missing or not what it should be");
    }
  }

  /// Whether a store with these contents is the one that was copied.
  boolean describes(Contents contents) {
    return contents.schemaVersion() == schemaVersion
        && contents.tables().equals(tables)
        && contents.memories().equals(memories)
        && Audit.of(contents.heads()).equals(audit);
  }

  String json() {
    try {
      return WireJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a manifest can always be written as JSON", e);
    }
  }

  /// @throws JsonProcessingException if it is no manifest
  /// @throws NewerFormat if a later program has written it
  static Manifest parse(String json) throws JsonProcessingException, NewerFormat {
    JsonNode document = WireJson.MAPPER.readTree(json);
    if (document.path("format").asInt() > FORMAT) {
      throw new NewerFormat();
    }
    Manifest manifest = WireJson.MAPPER.treeToValue(document, Manifest.class);
    if (manifest == null || manifest.format() != FORMAT) {
      throw new com.fasterxml.jackson.core.JsonParseException(null, "no manifest");
    }
    return manifest;
  }

  static final class NewerFormat extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
