package dev.keepsake.server.cli;

import dev.keepsake.Keepsake;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.policy.Policy;
import dev.keepsake.policy.PolicyReader;
import dev.keepsake.policy.PolicyReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The policy that a command is about.
///
/// @param name of its file as messages have it
/// @param file empty for the one that is built in
record NamedPolicy(String name, Optional<Path> file) {
  private static final String BUILT_IN = "the built-in policy";

  /// @param named what the person typed; null for the one in force
  static NamedPolicy of(KeepsakeSettings settings, @Nullable String named) {
    if (named != null) {
      return new NamedPolicy(named, Optional.of(NewFile.path(named)));
    }
    Path inForce = settings.policy().file();
    return settings.policy().required() || Files.exists(inForce)
        ? new NamedPolicy(inForce.toString(), Optional.of(inForce))
        : new NamedPolicy(BUILT_IN, Optional.empty());
  }

  /// As it is on the disk.
  byte[] bytes() {
    if (file.isEmpty()) {
      return PolicyReader.shipped();
    }
    try {
      return Files.readAllBytes(file.get());
    } catch (IOException e) {
      throw new UsageException(
          name + " can't be read (" + NewFile.reason(e) + "); name the file of a policy.");
    }
  }

  /// @throws BrokenPolicy with everything that is wrong with it
  Policy require(KeepsakeSettings settings) {
    PolicyReader reader = Keepsake.policyReader(settings);
    if (file.isEmpty()) {
      return reader.builtIn();
    }
    return switch (reader.read(bytes())) {
      case PolicyReading.Good(var policy) -> policy;
      case PolicyReading.Broken(var problems) -> throw new BrokenPolicy(name, problems);
    };
  }
}
