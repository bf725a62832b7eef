package dev.keepsake.server.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/// How much of large bodies may be in work: a body that is read, parsed and checked takes several
/// times its size, and as many of them as there may be calls would take all memory. What comes
/// beyond is refused before any of it is read. Stands behind [KeyGuard], so that nobody takes the
/// place who is not known. Thread-safe, by its semaphore.
final class LargeBodies extends HttpFilter {
  /// Of the heap that the bytes of large bodies may have together: an eighth. What is made of them
  /// takes several times that.
  static final int SHARE_OF_HEAP = 8;

  private static final long serialVersionUID = 1L;
  private static final int KIB = 1_024;

  private final transient BodyLimits limits;
  private final transient Semaphore freeKib;

  /// @param budget in bytes, all together; of one that is larger there is one in work at a time
  LargeBodies(BodyLimits limits, long budget) {
    this.limits = limits;
    int largest = limits.larger().values().stream().mapToInt(Integer::intValue).max().orElse(0);
    this.freeKib = new Semaphore((int) Math.min(kib(Math.max(budget, largest)), Integer.MAX_VALUE));
  }

  static LargeBodies within(BodyLimits limits, Runtime runtime) {
    return new LargeBodies(limits, runtime.maxMemory() / SHARE_OF_HEAP);
  }

  private static long kib(long bytes) {
    return Math.ceilDiv(bytes, KIB);
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    int taken = (int) kib(limits.counted(request));
    if (!freeKib.tryAcquire(taken)) {
      response.setHeader("Connection", "close"); // the body stays unread
      JsonAnswer.refuse(response, "Too many large requests are in work: try again in a second.");
      return;
    }
    try {
      chain.doFilter(request, response);
    } finally {
      freeKib.release(taken);
    }
  }
}
