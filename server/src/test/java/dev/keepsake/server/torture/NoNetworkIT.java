package dev.keepsake.server.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.server.offline.CallingOut;
import dev.keepsake.server.offline.RefusingAgent;
import dev.keepsake.server.offline.RefusingResolvers;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.spi.InetAddressResolverProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// No call leaves the machine: the real process runs with every name and every outgoing connection
/// refused and noted, and nothing is noted. The native libraries' own sockets would not be seen
/// here, only in a trace of system calls.
@Timeout(120)
final class NoNetworkIT {
  @TempDir private Path folder;
  private Path attempts;
  private String agent;

  @BeforeEach
  void makeTheAgent() throws IOException {
    attempts = folder.resolve("attempts");
    agent = "-javaagent:%s=%s".formatted(agentJar(folder.resolve("refusing.jar")), attempts);
  }

  @Test
  void what_calls_out_is_refused_and_noted() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                agent,
                "-cp",
                System.getProperty("java.class.path"),
                CallingOut.class.getName())
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();

    assertThat(process.waitFor()).isZero();
    assertThat(Files.readAllLines(attempts))
        .satisfiesExactly(
            name -> assertThat(name).startsWith("the name example.org"),
            socket -> assertThat(socket).startsWith("a socket"),
            channel -> assertThat(channel).startsWith("a channel"));
  }

  @Test
  void mcp_over_stdio_calls_nobody() throws Exception {
    World world = world();
    try (Agent client = Agent.started(world)) {
      assertThat(client.save("The user prefers tea to coffee").action()).isEqualTo("created");
      assertThat(client.list()).hasSize(1);
    }
    assertThat(world.run("query", "what does the user drink").out()).contains("tea");
    assertThat(attempts).doesNotExist();
  }

  @Test
  void serve_calls_nobody() throws Exception {
    Process process = world().command("serve", "--port", "0").start();
    try (var http = HttpClient.newHttpClient()) {
      URI address = URI.create(announced(process));
      var response =
          http.send(
              HttpRequest.newBuilder(address)
                  .header("Content-Type", "application/json")
                  .header("Accept", "application/json, text/event-stream")
                  .POST(
                      BodyPublishers.ofString(
                          """
                          {"jsonrpc":"2.0","id":1,"method":"initialize","params":{\
                          "protocolVersion":"2025-11-25","capabilities":{},\
                          "clientInfo":{"name":"test","version":"1"}}}\
                          """))
                  .build(),
              BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(http.send(ready(address), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    } finally {
      process.destroy();
      process.waitFor();
    }
    assertThat(attempts).doesNotExist();
  }

  private static HttpRequest ready(URI address) {
    return HttpRequest.newBuilder(address.resolve("/health/ready")).build();
  }

  private static String announced(Process process) throws IOException {
    var pattern = Pattern.compile("http://\\S+/mcp");
    try (var lines = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        var found = pattern.matcher(line);
        if (found.find()) {
          return found.group();
        }
      }
    }
    throw new AssertionError("serve ended before it listened");
  }

  private World world() {
    return World.of(folder.resolve("home"))
        .with("KEEPSAKE_JAVA_OPTS", "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED " + agent);
  }

  private static Path agentJar(Path jar) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(new Attributes.Name("Premain-Class"), RefusingAgent.class.getName());
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      put(
          out,
          "META-INF/services/" + InetAddressResolverProvider.class.getName(),
          RefusingResolvers.class.getName().getBytes(StandardCharsets.UTF_8));
      for (Path file : classes()) {
        put(out, folderOf() + "/" + file.getFileName(), Files.readAllBytes(file));
      }
    }
    return jar;
  }

  private static List<Path> classes() throws IOException {
    Path root =
        Path.of(RefusingAgent.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    try (Stream<Path> files = Files.list(root.resolve(folderOf()))) {
      return files.toList();
    }
  }

  private static String folderOf() {
    return RefusingAgent.class.getPackageName().replace('.', '/');
  }

  private static void put(JarOutputStream out, String name, byte[] bytes) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    out.write(bytes);
  }
}
