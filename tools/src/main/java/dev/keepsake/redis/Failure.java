package dev.keepsake.redis;

import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/// What a failed call says about Redis.
sealed interface Failure {

  /// Nothing: the caller was interrupted.
  record Interrupted() implements Failure {}

  /// Redis answers, but this command it did not carry out: it is full, say.
  record Refused(String reason) implements Failure {}

  /// Redis is of no use for any command.
  record Away(String reason) implements Failure {}

  /// Words of Redis that time alone may mend. What takes no writes is of no use to readers either:
  /// it can't be told that what it has is of the past.
  Pattern PASSING =
      Pattern.compile(
          "\\b(LOADING|BUSY|READONLY|MASTERDOWN|CLUSTERDOWN|NOREPLICAS|MISCONF)\\b"
              + "|max number of clients");

  /// Others that stand for more than the one command. Where the command was part of a script, they
  /// come somewhere in the message.
  Pattern LASTING = Pattern.compile("\\b(MOVED|ASK|NOAUTH|WRONGPASS)\\b");

  /// Among them, of a user who may not do what is needed; in a script each version says it in words
  /// of its own.
  Pattern FORBIDDEN = Pattern.compile("\\bNOPERM\\b|can't run this command|ACL failure in script");

  int LONGEST_REASON = 200;

  static Failure of(JedisException e) {
    if (Thread.currentThread().isInterrupted() || caused(e, InterruptedException.class)) {
      return new Interrupted();
    }
    String words = words(e);
    boolean ofOne =
        e instanceof JedisDataException
            && !(e instanceof JedisAccessControlException)
            && !PASSING.matcher(words).find()
            && !LASTING.matcher(words).find()
            && !FORBIDDEN.matcher(words).find();
    return ofOne ? new Refused(words) : new Away(words);
  }

  /// Whether the time was over, so that to try again would take as long again.
  static boolean late(JedisException e) {
    return caused(e, SocketTimeoutException.class);
  }

  static boolean caused(Throwable e, Class<? extends Throwable> type) {
    return chain(e).anyMatch(type::isInstance);
  }

  /// Where a name has several addresses, the reason is beside: suppressed.
  private static Stream<Throwable> chain(Throwable e) {
    Throwable cause = e.getCause();
    return Stream.concat(
        Stream.of(e),
        cause == null
            ? Stream.of(e.getSuppressed()).limit(1).flatMap(Failure::chain)
            : chain(cause));
  }

  /// The last word on it, in one line.
  static String words(Throwable e) {
    String last =
        chain(e)
            .flatMap(cause -> Optional.ofNullable(cause.getMessage()).stream())
            .reduce(e.getClass().getSimpleName(), (_, message) -> message);
    String line = last.lines().findFirst().orElse(last);
    return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON - 1) + "…";
  }
}
