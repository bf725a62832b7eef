package dev.keepsake;

import dev.keepsake.conversation.ConversationSettings;
import dev.keepsake.forget.ForgetSettings;
import dev.keepsake.history.AuditSettings;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.memory.Scope;
import dev.keepsake.policy.PolicyPlace;
import dev.keepsake.query.QuerySettings;
import dev.keepsake.redis.RedisUrl;
import dev.keepsake.store.postgres.PostgresSettings;
import dev.keepsake.task.RawSettings;
import dev.keepsake.write.WriteSettings;
import java.nio.file.Path;
import java.util.Optional;

/// What a Keepsake is made of.
///
/// @param home the data folder; made if it is not there
/// @param scope the label of everything that is written and read
/// @param raw how long raw memories are kept
/// @param conversations how long these are kept, and how much of them
/// @param policy where the rules are that decide what is remembered
/// @param database production mode's; empty: the store is a file in the data folder
/// @param redis what servers share beside the database: counters of writes and a cache
/// @param model which language model there is, and the prompts
public record KeepsakeSettings(
    Path home,
    Scope scope,
    WriteSettings write,
    RateLimits limits,
    QuerySettings query,
    ForgetSettings forget,
    RawSettings raw,
    ConversationSettings conversations,
    EmbeddingSettings embedding,
    PolicyPlace policy,
    AuditSettings audit,
    Optional<PostgresSettings> database,
    Optional<RedisUrl> redis,
    ModelSettings model) {

  /// Everything as it is when nothing is set.
  public static KeepsakeSettings defaults(Path home) {
    return new KeepsakeSettings(
        home,
        new Scope("local"),
        WriteSettings.DEFAULTS,
        RateLimits.DEFAULTS,
        QuerySettings.DEFAULTS,
        ForgetSettings.DEFAULTS,
        RawSettings.DEFAULTS,
        ConversationSettings.DEFAULTS,
        EmbeddingSettings.DEFAULTS,
        PolicyPlace.in(home),
        AuditSettings.defaults(home),
        Optional.empty(),
        Optional.empty(),
        ModelSettings.defaults(home));
  }

  public KeepsakeSettings with(Scope other) {
    return new KeepsakeSettings(
        home,
        other,
        write,
        limits,
        query,
        forget,
        raw,
        conversations,
        embedding,
        policy,
        audit,
        database,
        redis,
        model);
  }

  public KeepsakeSettings with(WriteSettings other) {
    return new KeepsakeSettings(
        home,
        scope,
        other,
        limits,
        query,
        forget,
        raw,
        conversations,
        embedding,
        policy,
        audit,
        database,
        redis,
        model);
  }

  public KeepsakeSettings with(RateLimits other) {
    return new KeepsakeSettings(
        home,
        scope,
        write,
        other,
        query,
        forget,
        raw,
        conversations,
        embedding,
        policy,
        audit,
        database,
        redis,
        model);
  }

  public KeepsakeSettings with(PostgresSettings other) {
    return new KeepsakeSettings(
        home,
        scope,
        write,
        limits,
        query,
        forget,
        raw,
        conversations,
        embedding,
        policy,
        audit,
        Optional.of(other),
        redis,
        model);
  }

  public KeepsakeSettings with(RedisUrl other) {
    return new KeepsakeSettings(
        home,
        scope,
        write,
        limits,
        query,
        forget,
        raw,
        conversations,
        embedding,
        policy,
        audit,
        database,
        Optional.of(other),
        model);
  }

  public KeepsakeSettings with(PolicyPlace other) {
    return new KeepsakeSettings(
        home,
        scope,
        write,
        limits,
        query,
        forget,
        raw,
        conversations,
        embedding,
        other,
        audit,
        database,
        redis,
        model);
  }

  public KeepsakeSettings with(RawSettings other) {
    return new KeepsakeSettings(
        home,
        scope,
        write,
        limits,
        query,
        forget,
        other,
        conversations,
        embedding,
        policy,
        audit,
        database,
        redis,
        model);
  }

  public KeepsakeSettings with(ConversationSettings other) {
    return new KeepsakeSettings(
        home, scope, write, limits, query, forget, raw, other, embedding, policy, audit, database,
        redis, model);
  }

  public KeepsakeSettings with(AuditSettings other) {
    return new KeepsakeSettings(
        home,
        scope,
        write,
        limits,
        query,
        forget,
        raw,
        conversations,
        embedding,
        policy,
        other,
        database,
        redis,
        model);
  }

  public KeepsakeSettings with(ModelSettings other) {
    return new KeepsakeSettings(
        home,
        scope,
        write,
        limits,
        query,
        forget,
        raw,
        conversations,
        embedding,
        policy,
        audit,
        database,
        redis,
        other);
  }

  /// The same for an embedded store in the folder `other`; its policy and its prompts stay where
  /// they are.
  public KeepsakeSettings embedded(Path other) {
    return new KeepsakeSettings(
        other,
        scope,
        write,
        limits,
        query,
        forget,
        raw,
        conversations,
        embedding,
        policy,
        AuditSettings.defaults(other),
        Optional.empty(),
        Optional.empty(),
        model);
  }
}
