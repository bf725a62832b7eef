package dev.keepsake.eval.mlflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.mlflow.tracking.MlflowHttpException;
import org.mlflow_project.google.protobuf.InvalidProtocolBufferException;

/// Why a request failed, in words for a person, without credentials and without control characters.
final class Reasons {
  static final String NOT_MLFLOW = "the answer is not MLflow's";

  private static final int MOST_CHARACTERS = 300;
  private static final JsonMapper JSON = new JsonMapper();

  private final Access access;

  Reasons(Access access) {
    this.access = access;
  }

  /// @param body of an error; MLflow's has `error_code` and `message`
  String of(int status, @Nullable String body) {
    JsonNode error = json(body);
    String code = error.path("error_code").asText("");
    String message = error.path("message").asText("");
    String hint =
        switch (status) {
          case 401, 403 ->
              ", see MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or"
                  + " MLFLOW_TRACKING_TOKEN";
          case 429 -> ", the server takes no more requests now";
          default -> "";
        };
    String said = (code.isEmpty() ? "" : " " + code) + (message.isEmpty() ? "" : ": " + message);
    return shown("HTTP " + status + hint + said);
  }

  /// Of whatever a client throws.
  String of(Throwable failure) {
    return switch (failure) {
      case TrackingFailure known -> shown(known.getMessage());
      case MlflowHttpException http -> of(http.getStatusCode(), http.getBodyMessage());
      case IOException io -> shown(connection(io));
      default -> failure.getCause() == null ? NOT_MLFLOW : of(failure.getCause());
    };
  }

  private static String connection(IOException failure) {
    return switch (failure) {
      case InvalidProtocolBufferException _ -> NOT_MLFLOW;
      case HttpConnectTimeoutException _ -> "no connection in time";
      case HttpTimeoutException _ -> "no answer in time";
      case UnknownHostException _ -> "the host is not known";
      case ConnectException refused when refused.getCause() instanceof UnresolvedAddressException ->
          "the host is not known";
      case ConnectException _ -> "nothing answers at the address";
      case SSLException tls -> "no trusted connection, " + tls.getMessage();
      default -> "the connection failed, " + failure.getMessage();
    };
  }

  static JsonNode json(@Nullable String body) {
    try {
      return body == null ? JSON.missingNode() : JSON.readTree(body);
    } catch (JsonProcessingException _) { // an error page of a proxy, say: the status tells enough
      return JSON.missingNode();
    }
  }

  private String shown(@Nullable String text) {
    String line = String.valueOf(text).replaceAll("\\p{Cntrl}+", " ");
    return MlflowLimits.cut(access.masked(line), MOST_CHARACTERS);
  }
}
