package dev.keepsake.error;

/// Why a call was refused. The slug is public API: clients and agents branch on it, so it never
/// changes meaning.
public enum ErrorCode {
  INVALID_INPUT("invalid-input", 400, Fault.CALLER, "The request is not valid"),
  USER_REQUIRED("user-required", 400, Fault.CALLER, "The call names no user"),
  IDEMPOTENCY_KEY_REUSED(
      "idempotency-key-reused",
      409,
      Fault.CALLER,
      "The idempotency key belongs to another request"),
  UNAUTHENTICATED("unauthenticated", 401, Fault.CALLER, "The caller is not known"),
  FORBIDDEN("forbidden", 403, Fault.CALLER, "The caller lacks a right"),
  NOT_FOUND("not-found", 404, Fault.CALLER, "No such memory"),
  USER_ERASED("user-erased", 409, Fault.CALLER, "The user was erased"),
  UNKNOWN_TOOL("unknown-tool", 404, Fault.CALLER, "No such tool"),
  UNKNOWN_KEY("unknown-key", 404, Fault.CALLER, "No such key"),
  RATE_LIMITED("rate-limited", 429, Fault.CALLER, "Too much was written"),
  DISCARDED("discarded", 422, Fault.CALLER, "It is not worth keeping"),
  REJECTED("rejected", 422, Fault.CALLER, "The policy does not allow it"),
  DUPLICATE("duplicate", 409, Fault.CALLER, "Another memory says the same"),
  TAKEN("taken", 409, Fault.CALLER, "There is one of that name already"),
  EMBEDDING_SETTLED("embedding-settled", 409, Fault.CALLER, "The vector is not open"),
  PRECONDITION_FAILED("precondition-failed", 412, Fault.CALLER, "It was changed meanwhile"),
  NOT_ACTIVE("not-active", 409, Fault.CALLER, "The memory is no longer active"),
  PENDING_CLOSED("pending-closed", 409, Fault.CALLER, "The write no longer waits"),
  ID_TAKEN("id-taken", 409, Fault.CALLER, "The id is taken"),
  SECRET_DETECTED("secret-detected", 422, Fault.CALLER, "The text holds a secret"),
  NOT_RESTORABLE("not-restorable", 409, Fault.CALLER, "The memory cannot be restored"),
  PAYLOAD_TOO_LARGE("payload-too-large", 413, Fault.CALLER, "The request body is too large"),
  UNSUPPORTED_MEDIA_TYPE(
      "unsupported-media-type", 415, Fault.CALLER, "The content type is not accepted"),
  CANCELLED("cancelled", 499, Fault.CALLER, "The call was cancelled"),
  OVERLOADED("overloaded", 503, Fault.TRANSIENT, "Too much work is waiting"),
  EMBEDDER_UNAVAILABLE(
      "embedder-unavailable", 503, Fault.TRANSIENT, "The embedding model does not answer"),
  MODEL_UNAVAILABLE(
      "model-unavailable", 503, Fault.TRANSIENT, "The language model does not answer"),
  MODEL_FAILED(
      "model-failed",
      502,
      Fault.SERVER,
      "The language model refused, or its answer cannot be used"),
  ISSUER_UNAVAILABLE(
      "issuer-unavailable", 503, Fault.TRANSIENT, "The keys of the tokens' issuer cannot be had"),
  STORE_UNAVAILABLE("store-unavailable", 503, Fault.TRANSIENT, "The store does not answer"),
  STORE_OUTDATED("store-outdated", 503, Fault.SERVER, "The store is newer than this process"),
  STORE_IN_USE("store-in-use", 409, Fault.CALLER, "Another process has the store open"),
  BACKUP_UNUSABLE("backup-unusable", 422, Fault.CALLER, "The backup cannot be used"),
  INTERNAL("internal", 500, Fault.SERVER, "Something broke on our side");

  /// Who has to act: the caller by changing the request, nobody but time, or us.
  public enum Fault {
    CALLER,
    TRANSIENT,
    SERVER
  }

  private final String slug;
  private final int httpStatus;
  private final Fault fault;
  private final String title;

  ErrorCode(String slug, int httpStatus, Fault fault, String title) {
    this.slug = slug;
    this.httpStatus = httpStatus;
    this.fault = fault;
    this.title = title;
  }

  public String slug() {
    return slug;
  }

  public int httpStatus() {
    return httpStatus;
  }

  public Fault fault() {
    return fault;
  }

  /// The same words for every occurrence, as RFC 9457 asks of a problem's title.
  public String title() {
    return title;
  }
}
