package dev.keepsake.server;

import dev.keepsake.Keepsake;
import dev.keepsake.eval.run.ServerUnderTest;
import dev.keepsake.metric.Metrics;
import dev.keepsake.server.cli.Cli;
import dev.keepsake.server.cli.Doors;
import dev.keepsake.server.cli.Shell;
import dev.keepsake.server.config.Settings;
import dev.keepsake.server.config.StartupFailure;
import dev.keepsake.server.http.HttpDoor;
import dev.keepsake.server.http.HttpSettings;
import dev.keepsake.server.mcp.StdioDoor;
import dev.keepsake.server.observe.PrometheusMetrics;
import dev.keepsake.server.observe.log.LogSettings;
import dev.keepsake.server.observe.log.Logging;
import dev.keepsake.server.proxy.ChatProxy;
import dev.keepsake.server.worker.BackgroundWork;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The composition root: which doors there are, and what they are made of. For one run.
public final class App implements Doors {
  /// Over the sum of what its parts give themselves to end, once what is open was drained: MCP, the
  /// listening server, the chats and the background work 5 s each (over stdio, the calls in work 30
  /// s), the model 10 s, the store 10 s and more for each of its two lanes.
  private static final Duration GRACE = Duration.ofSeconds(60);

  private final Shell shell;
  private final LazyFigures figures = new LazyFigures();
  private final CountDownLatch endAsked = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  public App(Shell shell) {
    this.shell = shell;
  }

  /// Made by who serves over HTTP alone: to load it takes a time that `mcp` has not.
  private static final class LazyFigures {
    private @Nullable PrometheusMetrics made;

    synchronized PrometheusMetrics get() {
      if (made == null) {
        made = new PrometheusMetrics();
      }
      return made;
    }
  }

  /// @return the exit code
  public int run(String... arguments) {
    try {
      return new Cli(shell, this).run(arguments);
    } finally {
      ended.countDown();
    }
  }

  @Override
  public void log(LogSettings settings) {
    try {
      Logging.configure(settings, shell.interactive());
    } catch (IOException e) {
      throw new StartupFailure(
          "The log can't be written to %s (%s): name another file with KEEPSAKE_LOG_FILE, or none."
              .formatted(settings.file().map(Path::toString).orElse("stderr"), e.getMessage()),
          e);
    }
  }

  @Override
  public Metrics metrics() {
    return figures.get();
  }

  @Override
  public ServerUnderTest serverUnderTest() {
    return DoorUnderTest.over(figures::get);
  }

  @Override
  public int serve(Settings settings, Keepsake keepsake) {
    // before a client can know of it: whoever asks it to end then must not cut it off
    whenAskedToEnd(settings, endAsked::countDown);
    keepsake.preload();
    figures.get().watch(keepsake::textsWaiting, keepsake::embedder);
    var http =
        new HttpSettings(
            settings.host(),
            settings.port(),
            settings.user(),
            HttpSettings.MAX_BODY_BYTES,
            settings.reach(),
            settings.keepsake().database().isPresent(),
            settings.jwt());
    var proxy = new ChatProxy(keepsake, settings.proxy(), settings.user(), figures.get());
    try (var metrics = figures.get();
        var _ = BackgroundWork.start(keepsake.jobs(), settings.drain());
        var door = HttpDoor.start(keepsake, http, metrics, List.of(proxy))) {
      announce(settings, door);
      endAsked.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // asked to end as well
    }
    return 0;
  }

  private void announce(Settings settings, HttpDoor door) {
    String host = settings.host();
    String name = host.contains(":") ? "[" + host + "]" : host;
    String url = "http://%s:%d/mcp".formatted(name, door.port());
    String reached = settings.reach().publicUrl().map(server -> server.at("/mcp")).orElse(url);
    // where tokens are taken, a client finds out by itself how to have one
    String key =
        door.needsKey() && settings.jwt().isEmpty()
            ? ", \"headers\": {\"Authorization\": \"Bearer YOUR_KEY\"}"
            : "";
    shell.err().println("keepsake: listening on " + url + "; in your MCP client add:");
    shell
        .err()
        .println(
            "  {\"mcpServers\": {\"keepsake\": {\"type\": \"http\", \"url\": \"%s\"%s}}}"
                .formatted(reached, key));
  }

  /// On Ctrl-C and SIGTERM, while the process waits: the door closes, what is open is finished,
  /// then the store closes.
  ///
  /// @param close lets the door close
  private void whenAskedToEnd(Settings settings, Runnable close) {
    Duration grace = settings.drain().plus(GRACE);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  close.run();
                  awaitEnd(grace);
                },
                "end"));
  }

  private void awaitEnd(Duration grace) {
    try {
      if (!ended.await(grace.toSeconds(), TimeUnit.SECONDS)) {
        shell.err().println("keepsake: did not end within " + grace.toSeconds() + " s.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public int mcp(Settings settings, Keepsake keepsake) {
    var in = new EndableInput(shell.in());
    whenAskedToEnd(settings, in::end);
    try (var _ = BackgroundWork.start(keepsake.jobs(), settings.drain())) {
      return StdioDoor.run(keepsake, settings.user(), in, shell.out());
    }
  }
}
