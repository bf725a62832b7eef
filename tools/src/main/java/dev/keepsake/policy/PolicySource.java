package dev.keepsake.policy;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.metric.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The policy in force: a file's, while there is one, or the one that is shipped.
///
/// Whoever asks looks at the file, at most once a second. A change that can be used is in force at
/// once; one that can't leaves the old policy in force, and is logged once. The shipped policy is
/// made when it is first asked for, so that a start does not wait for it. Thread-safe: one looks,
/// and nobody waits for it.
public final class PolicySource {
  private static final Logger LOG = LoggerFactory.getLogger(PolicySource.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final PolicyPlace place;
  private final PolicyReader reader;
  private final InstantSource clock;
  private final Metrics metrics;
  private final ReentrantLock looking = new ReentrantLock();

  /// Null stands for the shipped one, as long as that is not made.
  private volatile @Nullable Policy policy;

  /// Why the file as it is now can't be used; empty while it is in force.
  private volatile Optional<String> problem = Optional.empty();

  private volatile Instant looked;
  private Seen seen;

  private PolicySource(
      PolicyPlace place, PolicyReader reader, InstantSource clock, Metrics metrics) {
    this.place = place;
    this.reader = reader;
    this.clock = clock;
    this.metrics = metrics;
    this.looked = clock.instant();
    this.seen = see();
  }

  /// @throws MemoryException with `INVALID_INPUT` if the file can't be used; the message names
  ///   every problem with its line
  public static PolicySource open(
      PolicyPlace place, PolicyReader reader, InstantSource clock, Metrics metrics) {
    var source = new PolicySource(place, reader, clock, metrics);
    switch (source.load(source.seen)) {
      case Loaded.Right(var loaded) -> source.policy = loaded;
      case Loaded.Absent() -> {}
      case Loaded.Wrong(var problems) ->
          throw new MemoryException(
              ErrorCode.INVALID_INPUT,
              "The policy can't be used, so nothing was started. " + String.join(" ", problems));
    }
    metrics.policyInForce(source.version());
    return source;
  }

  /// The file as it was when it was looked at.
  ///
  /// @param key of the file system; empty where it has none
  private record Seen(Optional<FileTime> changed, long size, Optional<String> key) {
    static final Seen NOTHING = new Seen(Optional.empty(), 0, Optional.empty());
  }

  private sealed interface Loaded {
    record Right(Policy policy) implements Loaded {}

    /// There is no file, and none need be.
    record Absent() implements Loaded {}

    record Wrong(List<String> problems) implements Loaded {}
  }

  /// The policy that decides now.
  public Policy inForce() {
    look();
    Policy current = policy;
    return current == null ? shipped() : current;
  }

  /// Its version, without making it.
  public String version() {
    Policy current = policy;
    return current == null ? PolicyReader.BUILT_IN : current.version();
  }

  /// Why a change of the file is not in force, if that is so.
  public Optional<String> problem() {
    return problem;
  }

  private synchronized Policy shipped() {
    Policy current = policy;
    if (current == null) {
      current = reader.builtIn();
      policy = current;
    }
    return current;
  }

  private void look() {
    Instant now = clock.instant();
    boolean due =
        now.isBefore(looked) || Duration.between(looked, now).compareTo(BETWEEN_LOOKS) >= 0;
    if (!due || !looking.tryLock()) {
      return;
    }
    try {
      looked = now;
      Seen there = see();
      if (!there.equals(seen)) {
        Loaded loaded = load(there);
        if (there.equals(see())) { // else it is being written: the next look takes it
          seen = there;
          take(loaded);
        }
      }
    } finally {
      looking.unlock();
    }
  }

  /// Alone with the making of the shipped one, which must not replace what is taken here.
  private synchronized void take(Loaded loaded) {
    switch (loaded) {
      case Loaded.Right(var next) -> {
        if (!next.version().equals(version())) {
          LOG.atInfo().addKeyValue("policy_version", next.version()).log("another policy decides");
        }
        policy = next;
        problem = Optional.empty();
        metrics.policyInForce(next.version());
      }
      case Loaded.Absent() -> failed(List.of(place.file() + " is gone."));
      case Loaded.Wrong(var problems) -> failed(problems);
    }
  }

  private void failed(List<String> problems) {
    problem = Optional.of(String.join(" ", problems));
    LOG.atError()
        .addKeyValue("file", place.file())
        .addKeyValue("policy_version", version())
        .addKeyValue("reason", String.join(" ", problems))
        .log("the changed policy can't be used; the one before stays in force");
    metrics.policyReloadFailed();
  }

  private Seen see() {
    try {
      BasicFileAttributes is = Files.readAttributes(place.file(), BasicFileAttributes.class);
      return new Seen(
          Optional.of(is.lastModifiedTime()),
          is.size(),
          Optional.ofNullable(is.fileKey()).map(Object::toString));
    } catch (IOException e) {
      return Seen.NOTHING; // reading it tells why
    }
  }

  /// @param there what was seen before, so that a change in between is seen by the next look
  private Loaded load(Seen there) {
    if (there.equals(Seen.NOTHING) && !place.required() && Files.notExists(place.file())) {
      return new Loaded.Absent();
    }
    return switch (read(reader, place.file())) {
      case PolicyReading.Good(var good) -> new Loaded.Right(good);
      case PolicyReading.Broken(var problems) ->
          new Loaded.Wrong(
              problems.stream()
                  .map(problem -> problem.sentence(place.file().toString()) + ".")
                  .toList());
    };
  }

  /// What a file holds; one that can't be read is broken.
  public static PolicyReading read(PolicyReader reader, Path file) {
    try {
      return reader.read(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return broken("there is no such file");
    } catch (IOException e) {
      return broken("it can't be read (" + e.getMessage() + ")");
    }
  }

  private static PolicyReading broken(String reason) {
    return new PolicyReading.Broken(List.of(new PolicyProblem(1, Optional.empty(), reason)));
  }
}
