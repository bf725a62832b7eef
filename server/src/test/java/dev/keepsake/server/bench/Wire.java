package dev.keepsake.server.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// JSON-RPC with a process over its standard streams, and no more than that: it shares the
/// processors with what it measures, so that it neither builds nor parses trees. Thread-safe.
public final class Wire implements AutoCloseable {
  private final Process process;
  private final OutputStream out;
  private final Map<Long, CompletableFuture<String>> open = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong();
  private volatile boolean ended;

  public Wire(Process process) {
    this.process = process;
    this.out = process.getOutputStream();
    Thread.ofPlatform().daemon().name("answers").start(this::readAnswers);
  }

  public void initialize() {
    ask(
        "initialize",
        """
        {"protocolVersion":"2025-06-18","capabilities":{},\
        "clientInfo":{"name":"bench","version":"1"}}\
        """);
    write("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n");
  }

  /// @return the whole line that answers
  /// @throws IllegalStateException if none came, because the server ended, say
  public String ask(String method, String params) {
    long id = ids.incrementAndGet();
    var answer = new CompletableFuture<String>();
    open.put(id, answer);
    try {
      write(
          "{\"jsonrpc\":\"2.0\",\"id\":"
              + id
              + ",\"method\":\""
              + method
              + "\",\"params\":"
              + params
              + "}\n");
      if (ended) {
        endOpen();
      }
      return answer.get(120, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("no answer to " + params, e);
    }
  }

  private synchronized void write(String line) {
    try {
      out.write(line.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the server is gone", e);
    }
  }

  private void readAnswers() {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8), 1 << 16)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        CompletableFuture<String> answer = open.remove(id(line));
        if (answer != null) {
          answer.complete(line);
        }
      }
    } catch (IOException e) {
      open.values().forEach(answer -> answer.completeExceptionally(e));
    }
    ended = true; // before the open ones are ended, so that a call made just now sees it
    endOpen();
  }

  private void endOpen() {
    var end = new IllegalStateException("the server ended");
    open.values().forEach(answer -> answer.completeExceptionally(end));
  }

  /// Some servers write the id first, some last; within the result it would be text.
  private static long id(String line) {
    String key = "\"id\":";
    int at = line.indexOf(key);
    boolean first = at >= 0 && at < 30;
    int from = (first ? at : line.lastIndexOf(key)) + key.length();
    int to = from;
    while (to < line.length() && Character.isDigit(line.charAt(to))) {
      to++;
    }
    return from >= key.length() && to > from ? Long.parseLong(line, from, to, 10) : -1;
  }

  /// Of the process and those that it started; 0 where there is no `/proc`.
  double residentMiB() {
    return Stream.concat(Stream.of(process.toHandle()), process.toHandle().descendants())
        .mapToDouble(Wire::residentMiB)
        .sum();
  }

  private static double residentMiB(ProcessHandle handle) {
    Path status = Path.of("/proc", Long.toString(handle.pid()), "status");
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1_024)
          .sum();
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  double cpuSeconds() {
    return process.toHandle().descendants().toList().stream().mapToDouble(Wire::cpuSeconds).sum()
        + cpuSeconds(process.toHandle());
  }

  private static double cpuSeconds(ProcessHandle handle) {
    return handle.info().totalCpuDuration().map(d -> d.toMillis() / 1_000.0).orElse(0.0);
  }

  @Override
  public void close() throws IOException {
    out.close();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
