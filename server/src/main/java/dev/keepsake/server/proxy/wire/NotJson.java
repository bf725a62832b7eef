package dev.keepsake.server.proxy.wire;

/// Bytes are not one JSON text in UTF-8.
public final class NotJson extends Exception {
  private static final long serialVersionUID = 1L;

  NotJson(String why) {
    super(why);
  }

  NotJson(String why, Throwable cause) {
    super(why, cause);
  }
}
