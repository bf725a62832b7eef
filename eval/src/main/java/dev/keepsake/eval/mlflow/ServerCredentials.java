package dev.keepsake.eval.mlflow;

import dev.keepsake.eval.mlflow.Destination.Server;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;

/// A server's address and access in the form of MLflow's client.
final class ServerCredentials {
  private ServerCredentials() {}

  static BasicMlflowHostCreds of(Server server) {
    String base = server.base().toString();
    return switch (server.access()) {
      case Access.Open() -> new BasicMlflowHostCreds(base);
      case Access.Basic(var user, var password) -> new BasicMlflowHostCreds(base, user, password);
      case Access.Bearer(var token) -> new BasicMlflowHostCreds(base, token);
    };
  }
}
