package dev.keepsake.server.mcp;

import dev.keepsake.Keepsake;
import dev.keepsake.memory.UserName;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// MCP over standard input and output, for one client and one user.
public final class StdioDoor {
  private static final Logger LOG = LoggerFactory.getLogger(StdioDoor.class);

  private StdioDoor() {}

  /// Serves until `in` ends and what was in work is answered. The model is loaded once the client
  /// is greeted: it would only make the greeting late.
  ///
  /// @param user for whom every call is made
  /// @param out the protocol alone writes to it; meanwhile `System.out` leads to standard error
  /// @return the exit code
  public static int run(
      Keepsake keepsake, Optional<UserName> user, InputStream in, PrintStream out) {
    return serve(McpService.of(keepsake), keepsake::preload, user, in, out);
  }

  /// @param greeted run once, when the client has its answer to `initialize`
  static int serve(
      McpService service,
      Runnable greeted,
      Optional<UserName> user,
      InputStream in,
      PrintStream out) {
    PrintStream before = System.out;
    System.setOut(System.err);
    try {
      new StdioSession(service, greeted, user, out).serve(in);
    } catch (IOException e) {
      LOG.warn("standard input broke off", e);
    } finally {
      System.setOut(before);
    }
    return 0;
  }
}
