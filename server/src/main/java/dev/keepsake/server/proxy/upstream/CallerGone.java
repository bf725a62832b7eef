package dev.keepsake.server.proxy.upstream;

import java.io.IOException;

/// Nobody waits for the answer any more.
public final class CallerGone extends IOException {
  private static final long serialVersionUID = 1L;

  public CallerGone(Throwable cause) {
    super("the caller has gone", cause);
  }
}
