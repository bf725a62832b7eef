package dev.keepsake.server;

/// The process: reads its arguments and starts what they name.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.out.println("usage: keepsake <command>");
  }
}
