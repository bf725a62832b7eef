package dev.keepsake.eval.mlflow;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// How one is let in by a tracking server. Never printed.
sealed interface Access {
  String HIDDEN = "***";

  /// The value of the header `Authorization`.
  Optional<String> header();

  /// What must not be shown.
  List<String> secrets();

  /// `text` with every secret hidden: a server may repeat what it was sent.
  default String masked(String text) {
    String shown = text;
    for (String secret : secrets()) {
      shown = secret.isEmpty() ? shown : shown.replace(secret, HIDDEN);
    }
    return shown;
  }

  /// No credentials.
  record Open() implements Access {
    @Override
    public Optional<String> header() {
      return Optional.empty();
    }

    @Override
    public List<String> secrets() {
      return List.of();
    }
  }

  /// A user and a password.
  record Basic(String user, String password) implements Access {
    private String encoded() {
      return Base64.getEncoder()
          .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Optional<String> header() {
      return Optional.of("Basic " + encoded());
    }

    @Override
    public List<String> secrets() {
      return List.of(encoded(), password);
    }

    @Override
    public String toString() {
      return "Basic[" + HIDDEN + "]";
    }
  }

  /// A token.
  record Bearer(String token) implements Access {
    @Override
    public Optional<String> header() {
      return Optional.of("Bearer " + token);
    }

    @Override
    public List<String> secrets() {
      return List.of(token);
    }

    @Override
    public String toString() {
      return "Bearer[" + HIDDEN + "]";
    }
  }
}
