package dev.keepsake.server.bench;

import dev.keepsake.server.App;
import dev.keepsake.server.cli.Shell;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/// How long it takes to export and to import many memories, and whether they are the same
/// afterwards: made up with vectors, imported, exported, imported into an empty folder and exported
/// again. Prints the times and the peak of the heap, and ends with 1 if the two exports differ.
///
/// ```
/// ./mvnw -q -Ptransfer -pl server -am verify
/// ./mvnw -q -Ptransfer -pl server -am verify -Dtransfer=10000
/// ```
public final class TransferBenchmark {
  private static final int DIMENSION = 384;

  /// Every tenth memory was replaced by the one before it.
  private static final int CHAINED = 10;

  private final Path folder;

  private TransferBenchmark(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] arguments) throws Exception {
    int memories = arguments.length == 0 ? 100_000 : Integer.parseInt(arguments[0]);
    Path folder = Files.createTempDirectory("keepsake-transfer");
    boolean same = new TransferBenchmark(folder).run(memories);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    System.exit(same ? 0 : 1);
  }

  private boolean run(int memories) throws Exception {
    Path made = folder.resolve("made.jsonl");
    make(made, memories);
    System.out.printf("%,d memories with vectors, %,d MiB%n", memories, Files.size(made) >> 20);
    Path first = folder.resolve("first.jsonl");
    Path second = folder.resolve("second.jsonl");
    keepsake("one", "import", made.toString());
    keepsake("one", "export", first.toString());
    keepsake("two", "import", first.toString());
    keepsake("two", "import", first.toString());
    keepsake("two", "export", second.toString());
    boolean same = digest(first).equals(digest(second)) && digest(first).equals(digest(made));
    System.out.println(same ? "the memories are the same" : "THE MEMORIES DIFFER");
    return same;
  }

  /// One command in a data folder of its own.
  private void keepsake(String home, String command, String file) {
    peaks().forEach(MemoryPoolMXBean::resetPeakUsage);
    long begun = System.nanoTime();
    var shell =
        new Shell(
            Map.of("KEEPSAKE_HOME", folder.resolve(home).toString(), "KEEPSAKE_USER", "ada"),
            "ada",
            folder,
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
            System.err,
            false,
            InstantSource.system());
    int code = new App(shell).run(command, file);
    if (code != 0) {
      throw new IllegalStateException(command + " ended with " + code);
    }
    var took = Duration.ofNanos(System.nanoTime() - begun);
    long peak = peaks().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    System.out.printf(
        "%-6s  folder %s  %6.1f s  heap at most %,d MiB%n",
        command, home, took.toMillis() / 1000.0, peak >> 20);
  }

  private static Stream<MemoryPoolMXBean> peaks() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP);
  }

  /// Of the lines between the first and the last.
  private static String digest(Path file) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256");
    try (Stream<String> lines = Files.lines(file)) {
      lines
          .filter(line -> line.startsWith("{\"id\":"))
          .forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /// A file as docs/export-format.md describes it.
  private static void make(Path file, int memories) throws Exception {
    int superseded = memories / CHAINED;
    var digest = MessageDigest.getInstance("SHA-256");
    try (var out =
        new DigestOutputStream(
            new BufferedOutputStream(Files.newOutputStream(file), 1 << 16), digest)) {
      line(
          out,
          """
          {"format":"keepsake-memories","version":1,"keepsake":"bench","user":"ada","scope":"local",\
          "exported_at":"2026-01-02T00:00:00.000000Z","memories":%d,\
          "by_status":{"active":%d,"superseded":%d},"vectors":true,\
          "embedding":{"model":"all-minilm-l6-v2-q","dimension":384}}\
          """
              .formatted(memories, memories - superseded, superseded));
      var random = new Random(7);
      for (int i = 0; i < memories - superseded; i++) {
        line(out, memory(i, "\"status\":\"active\",", random));
      }
      for (int i = 0; i < superseded; i++) {
        String status = "\"status\":\"superseded\",\"superseded_by\":\"%s\",".formatted(id(i * 3));
        line(out, memory(memories - superseded + i, status, random));
      }
      String sum = HexFormat.of().formatHex(digest.digest());
      line(
          out,
          "{\"end\":\"keepsake-memories\",\"memories\":%d,\"sha256\":\"%s\"}"
              .formatted(memories, sum));
    }
  }

  private static void line(OutputStream out, String line) throws IOException {
    out.write(line.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
  }

  private static UUID id(int number) {
    return new UUID(0x019b_0000_0000_7000L + ((long) number << 16), Long.MIN_VALUE + number);
  }

  private static String memory(int number, String status, Random random) {
    String time = "2026-01-01T00:00:00.000000Z";
    String superseded =
        status.contains("superseded_by") ? "\"superseded_at\":\"" + time + "\"," : "";
    return """
    {"id":"%s","type":"fact","content":"%s","confidence":0.9,"importance":0.5,"source":"chat",\
    "provenance":"model","trust":"medium","extraction_type":"tool",%s"recorded_at":"%s",%s\
    "valid_from":"%s","created_at":"%s","updated_at":"%s","embedding_status":"completed",\
    "whole":true,"vectors":["%s"]}\
    """
        .formatted(
            id(number),
            "The locker number %d of the user's club, in the hall of Łódź 🍵, is taken by %x"
                .formatted(number, random.nextLong()),
            status,
            time,
            superseded,
            time,
            time,
            time,
            vector(random));
  }

  private static String vector(Random random) {
    var values = new double[DIMENSION];
    double squares = 0;
    for (int i = 0; i < DIMENSION; i++) {
      values[i] = random.nextGaussian();
      squares += values[i] * values[i];
    }
    var bytes = ByteBuffer.allocate(Float.BYTES * DIMENSION).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      bytes.putFloat((float) (value / Math.sqrt(squares)));
    }
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
