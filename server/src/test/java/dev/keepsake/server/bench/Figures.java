package dev.keepsake.server.bench;

import java.util.Arrays;
import java.util.Locale;

/// What one phase measured.
///
/// @param perSecond calls, over the whole phase
/// @param serverCpuMillis processor time of the server's process for each call
public record Figures(
    int calls,
    double perSecond,
    double p50Millis,
    double p95Millis,
    double p99Millis,
    double serverCpuMillis) {

  /// @param nanos the time of each call
  public static Figures of(long[] nanos, double seconds, double serverCpuSeconds) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Figures(
        sorted.length,
        round(sorted.length / seconds),
        percentile(sorted, 0.50),
        percentile(sorted, 0.95),
        percentile(sorted, 0.99),
        round(serverCpuSeconds * 1_000 / Math.max(1, sorted.length)));
  }

  private static double percentile(long[] sorted, double share) {
    return sorted.length == 0 ? 0 : round(sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e6);
  }

  private static double round(double value) {
    return Math.round(value * 100) / 100.0;
  }

  String row(String name) {
    return String.format(
        Locale.ROOT,
        "%-28s %7d %9.1f %9.2f %9.2f %9.2f %11.2f",
        name,
        calls,
        perSecond,
        p50Millis,
        p95Millis,
        p99Millis,
        serverCpuMillis);
  }

  static String head() {
    return String.format(
        Locale.ROOT,
        "%-28s %7s %9s %9s %9s %9s %11s",
        "",
        "calls",
        "per s",
        "p50 ms",
        "p95 ms",
        "p99 ms",
        "cpu ms/call");
  }
}
