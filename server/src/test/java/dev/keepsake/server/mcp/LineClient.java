package dev.keepsake.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.memory.UserName;
import dev.keepsake.tool.WireJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/// A client that writes whatever bytes a test wants to the stdio door, and reads its lines.
final class LineClient implements AutoCloseable {
  static final String INITIALIZE =
      """
      {"jsonrpc":"2.0","id":"init","method":"initialize","params":{"protocolVersion":"2025-11-25",\
      "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}\
      """;
  static final String INITIALIZED =
      """
      {"jsonrpc":"2.0","method":"notifications/initialized"}\
      """;

  private final OutputStream toServer;
  private final BufferedReader fromServer;
  private final CompletableFuture<Integer> exit;

  LineClient(ToyMemory memory) throws IOException {
    this(memory, Optional.of(new UserName("ada")));
  }

  LineClient(ToyMemory memory, Optional<UserName> user) throws IOException {
    this(memory.service, user);
  }

  LineClient(McpService service, Optional<UserName> user) throws IOException {
    Pipe in = Pipe.open();
    Pipe out = Pipe.open();
    toServer = Channels.newOutputStream(in.sink());
    fromServer =
        new BufferedReader(
            new InputStreamReader(Channels.newInputStream(out.source()), StandardCharsets.UTF_8));
    var answers = new PrintStream(uninterrupted(Channels.newOutputStream(out.sink())));
    exit =
        CompletableFuture.supplyAsync(
            () -> {
              try (answers) {
                return StdioDoor.serve(
                    service, () -> {}, user, Channels.newInputStream(in.source()), answers);
              }
            },
            task -> Thread.ofPlatform().daemon().start(task));
  }

  /// A channel is closed when the thread that writes is interrupted; standard output is not.
  private static OutputStream uninterrupted(OutputStream channel) {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
          CompletableFuture.runAsync(
                  () -> {
                    try {
                      channel.write(bytes, offset, length);
                    } catch (IOException e) {
                      throw new UncheckedIOException(e);
                    }
                  },
                  task -> Thread.startVirtualThread(task))
              .join();
        } catch (CompletionException e) {
          throw new IOException(e);
        }
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  static LineClient initialized(ToyMemory memory) throws IOException {
    return initialized(memory.service, "{}");
  }

  /// @param capabilities of the client
  static LineClient initialized(McpService service, String capabilities) throws IOException {
    var client = new LineClient(service, Optional.of(new UserName("ada")));
    client.send(INITIALIZE.replace("\"capabilities\":{}", "\"capabilities\":" + capabilities));
    client.next();
    client.send(INITIALIZED);
    return client;
  }

  static String call(Object id, String tool, String arguments) {
    String shown = id instanceof String ? "\"" + id + "\"" : id.toString();
    return """
    {"jsonrpc":"2.0","id":%s,"method":"tools/call","params":{"name":"%s","arguments":%s}}\
    """
        .formatted(shown, tool, arguments);
  }

  void send(String line) throws IOException {
    send((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  void send(byte[] bytes) throws IOException {
    toServer.write(bytes);
    toServer.flush();
  }

  JsonNode next() throws IOException {
    return WireJson.MAPPER.readTree(fromServer.readLine());
  }

  JsonNode ask(String line) throws IOException {
    send(line);
    return next();
  }

  /// Reads no more, as a client that has died.
  void closeOutput() throws IOException {
    fromServer.close();
  }

  void endInput() throws IOException {
    toServer.close();
  }

  /// What else was answered until the server closed its side.
  List<JsonNode> rest() throws IOException {
    var rest = new ArrayList<JsonNode>();
    for (String line = fromServer.readLine(); line != null; line = fromServer.readLine()) {
      rest.add(WireJson.MAPPER.readTree(line));
    }
    return rest;
  }

  int exitCode() throws Exception {
    return exit.get(20, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    toServer.close();
  }
}
