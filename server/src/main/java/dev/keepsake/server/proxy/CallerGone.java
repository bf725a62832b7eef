package dev.keepsake.server.proxy;

import java.io.IOException;

/// Nobody waits for the answer any more.
final class CallerGone extends IOException {
  private static final long serialVersionUID = 1L;

  CallerGone(Throwable cause) {
    super("the caller has gone", cause);
  }
}
