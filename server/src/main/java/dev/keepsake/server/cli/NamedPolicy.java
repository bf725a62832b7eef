package dev.keepsake.server.cli;

import dev.keepsake.Keepsake;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.policy.Policy;
import dev.keepsake.policy.PolicyReader;
import dev.keepsake.policy.PolicyReading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The policy that a command is about.
///
/// @param name of its file as messages have it
/// @param from where it is
record NamedPolicy(String name, Origin from) {
  private static final String BUILT_IN = "the built-in policy";

  sealed interface Origin {
    record BuiltIn() implements Origin {}

    record InFile(Path file) implements Origin {}

    /// @param text of a client's own
    record Stored(String text) implements Origin {}
  }

  /// @param typed what the person typed
  static NamedPolicy of(String typed) {
    return new NamedPolicy(typed, new Origin.InFile(NewFile.path(typed)));
  }

  /// The one of the installation.
  static NamedPolicy inForce(KeepsakeSettings settings) {
    Path inForce = settings.policy().file();
    return settings.policy().required() || Files.exists(inForce)
        ? new NamedPolicy(inForce.toString(), new Origin.InFile(inForce))
        : new NamedPolicy(BUILT_IN, new Origin.BuiltIn());
  }

  /// The one of a client, or of the installation if it has none of its own.
  ///
  /// @throws dev.keepsake.error.MemoryException if there is no such client
  static NamedPolicy of(Keepsake keepsake, KeepsakeSettings settings, OfClient.Name client) {
    return keepsake
        .clients()
        .policy(client.organization(), client.client())
        .map(text ->
            new NamedPolicy(
                "the policy of %s of %s".formatted(client.client(), client.organization()),
                new Origin.Stored(text)))
        .orElseGet(() -> inForce(settings));
  }

  /// Of those that are stored nothing is.
  Optional<Path> file() {
    return switch (from) {
      case Origin.InFile(var file) -> Optional.of(file);
      case Origin.BuiltIn() -> Optional.empty();
      case Origin.Stored(var _) -> Optional.empty();
    };
  }

  /// As it is on the disk.
  byte[] bytes() {
    return switch (from) {
      case Origin.BuiltIn() -> PolicyReader.shipped();
      case Origin.InFile(var file) -> read(file);
      case Origin.Stored(var text) -> text.getBytes(StandardCharsets.UTF_8);
    };
  }

  private byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UsageException(
          name + " can't be read (" + NewFile.reason(e) + "); name the file of a policy.");
    }
  }

  /// @throws BrokenPolicy with everything that is wrong with it
  Policy require(KeepsakeSettings settings) {
    PolicyReader reader = Keepsake.policyReader(settings);
    if (from instanceof Origin.BuiltIn) {
      return reader.builtIn();
    }
    return switch (reader.read(bytes())) {
      case PolicyReading.Good(var policy) -> policy;
      case PolicyReading.Broken(var problems) -> throw new BrokenPolicy(name, problems);
    };
  }
}
