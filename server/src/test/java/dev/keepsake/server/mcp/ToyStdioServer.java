package dev.keepsake.server.mcp;

import dev.keepsake.memory.UserName;
import java.util.Optional;

/// A process that serves [ToyMemory] over stdio.
final class ToyStdioServer {
  private ToyStdioServer() {}

  public static void main(String[] arguments) {
    System.exit(
        StdioDoor.serve(
            new ToyMemory().service,
            () -> {},
            Optional.of(new UserName("ada")),
            System.in,
            System.out));
  }
}
