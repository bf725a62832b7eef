package dev.keepsake.store.postgres;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where this machine has a Postgres server that knows pgvector.
sealed interface PostgresPrograms {

  /// In this folder are `initdb`, `pg_ctl` and `postgres`.
  record In(Path bin) implements PostgresPrograms {}

  /// Nowhere; `advice` is what would help.
  record None(String advice) implements PostgresPrograms {}

  static PostgresPrograms find() throws IOException {
    Optional<Path> named =
        Optional.ofNullable(System.getProperty("keepsake.pg.bin"))
            .or(() -> Optional.ofNullable(System.getenv("KEEPSAKE_PG_BIN")))
            .map(Path::of);
    if (named.isPresent()) {
      return first(named.stream().toList())
          .orElse(new None(named.get() + " has no Postgres with pgvector."));
    }
    Optional<PostgresPrograms> found = first(usual());
    return found.isPresent() ? found.get() : prepared();
  }

  /// Makes one beside the sources, which takes seconds and changes nothing of the system.
  private static PostgresPrograms prepared() throws IOException {
    Path script = root().resolve(".ci/pg-prepare");
    String refusal = "";
    if (Files.isExecutable(script) && !versions(Path.of("/usr/lib/postgresql")).isEmpty()) {
      refusal = Command.run(script.toString()).output();
    }
    return first(usual()).orElse(new None(advice(refusal)));
  }

  private static String advice(String refusal) {
    String system = System.getProperty("os.name");
    String command =
        system.startsWith("Mac")
            ? "brew install postgresql@17 pgvector"
            : "apt-get install postgresql gcc dpkg-dev && .ci/pg-prepare";
    return "No Postgres with pgvector is here: "
        + command
        + ", or name a server's bin folder with KEEPSAKE_PG_BIN, or start Docker."
        + (refusal.isEmpty() ? "" : " (" + refusal + ")");
  }

  private static Optional<PostgresPrograms> first(List<Path> folders) throws IOException {
    for (Path bin : folders) {
      if (Files.isExecutable(bin.resolve("initdb")) && hasVector(bin)) {
        return Optional.of(new In(bin));
      }
    }
    return Optional.empty();
  }

  private static boolean hasVector(Path bin) throws IOException {
    Path config = bin.resolve("pg_config");
    // it answers relative to its own place, so a copy of a server finds its own files
    return Files.isExecutable(config)
        && Files.exists(
            Path.of(Command.run(config.toString(), "--sharedir").output())
                .resolve("extension/vector.control"));
  }

  private static List<Path> usual() throws IOException {
    var bins = new ArrayList<Path>();
    bins.addAll(versions(root().resolve(".dev/pg/usr/lib/postgresql")));
    for (String place :
        List.of("/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt", "/usr")) {
      bins.addAll(versions(Path.of(place)));
    }
    for (String place : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      bins.add(Path.of(place));
    }
    return bins;
  }

  /// The `bin` folders of the versions installed side by side in `place`, the newest first.
  private static List<Path> versions(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(place)) {
      return entries
          .filter(entry -> entry.getFileName().toString().matches("(postgresql@|pgsql-)?\\d+"))
          .sorted(Comparator.comparingInt(PostgresPrograms::major).reversed())
          .map(entry -> entry.resolve("bin"))
          .toList();
    }
  }

  private static int major(Path version) {
    return Integer.parseInt(version.getFileName().toString().replaceAll("\\D", ""));
  }

  private static Path root() {
    return Path.of(System.getProperty("keepsake.root", "")).toAbsolutePath();
  }
}
