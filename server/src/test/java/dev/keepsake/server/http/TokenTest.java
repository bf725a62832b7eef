package dev.keepsake.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.keepsake.server.ReadyHome;
import dev.keepsake.server.auth.JwtKeys;
import dev.keepsake.server.auth.SharedSecret;
import dev.keepsake.tool.Right;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// People with tokens at the door of function calling, and whose calls theirs are.
@Timeout(60)
final class TokenTest {
  private static final String SAVE =
      """
      {"content": "The user plays the %s.", "memory_type": "fact", "confidence": 0.9}\
      """;

  /// In which the issuer is asked twice at most.
  private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

  private static Issuer issuer;
  private static KeyedDoor door;
  private static String key;

  @BeforeAll
  static void open(@TempDir(factory = ReadyHome.class) Path home) {
    issuer = new Issuer();
    door = new KeyedDoor(home, TokenDoor.settings(new JwtKeys.Published(issuer.keys())));
    key = TokenDoor.client(door, "acme", "assistant", Right.READ, Right.WRITE);
    TokenDoor.client(door, "acme", "deputy", Right.READ, Right.WRITE, Right.ACT_AS);
    TokenDoor.client(door, "acme", "reader", Right.READ);
  }

  @AfterAll
  static void close() {
    door.close();
    issuer.close();
  }

  private static String token(UnaryOperator<JWTClaimsSet.Builder> change) {
    return issuer.token(door.now.get(), change);
  }

  private static String tokenOf(String user) {
    return token(claims -> claims.subject(user));
  }

  private static HttpRequest.Builder call(String token, String tool, String arguments) {
    return door.tool(tool, arguments).header("Authorization", "Bearer " + token);
  }

  /// A chat goes on without memory; whose client was known stays known for it, for a while.
  @Test
  void while_the_store_does_not_answer_a_token_still_opens_the_chat_proxy(@TempDir Path home)
      throws Exception {
    var other = new KeyedDoor(home, TokenDoor.settings(new JwtKeys.Published(issuer.keys())));
    TokenDoor.client(other, "acme", "assistant", Right.READ);
    String token = issuer.token(other.now.get(), claims -> claims.subject("zoe"));
    HttpRequest.Builder chat =
        other
            .to("/v1/chat/completions")
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofString("{\"messages\":[]}"));
    assertThat(other.send(chat).body()).contains("upstream_not_configured");
    other.keepsake.close();
    other.pass(Duration.ofMinutes(1));
    assertThat(other.send(chat).body()).contains("upstream_not_configured");
    other.close();
  }

  private static HttpResponse<String> query(String token, String... headers) throws Exception {
    HttpRequest.Builder request = call(token, "query_memory", "{}");
    return door.send(headers.length == 0 ? request : request.headers(headers));
  }

  private static String challenge(HttpResponse<String> response) {
    return response.headers().firstValue("WWW-Authenticate").orElse("");
  }

  @Test
  void the_subject_is_the_user_and_the_claims_name_the_client() throws Exception {
    door.send(call(tokenOf("grace"), "save_memory", SAVE.formatted("cello")));

    assertThat(query(tokenOf("grace")).body()).contains("cello");
    assertThat(query(tokenOf("someone")).body()).doesNotContain("cello");
    var byKey = door.tool("query_memory", "{}").header("X-API-Key", key);
    assertThat(door.send(byKey.header("X-User-Id", "grace")).body()).contains("cello");
  }

  @ParameterizedTest
  @ValueSource(strings = {"client_id", "azp", ""})
  void a_token_that_names_no_client_is_of_the_one_that_is_set(String claim) throws Exception {
    String token =
        token(claims -> {
          claims.claim("client_id", null);
          return claim.isEmpty() ? claims : claims.claim(claim, "assistant");
        });
    assertThat(query(token).statusCode()).isEqualTo(200);
  }

  @Test
  void every_way_of_writing_scopes_and_audiences_is_read() throws Exception {
    String listed =
        token(claims ->
            claims
                .claim("scope", null)
                .claim("scp", List.of("memory:read"))
                .audience(List.of("account", TokenDoor.URL.toString())));
    String spaced = token(claims -> claims.claim("scope", null).claim("scp", "x memory:read"));
    assertThat(query(listed).statusCode()).isEqualTo(200);
    assertThat(query(spaced).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "save_memory, memory:read, memory:write",
    "query_memory, memory:write, memory:read",
    "delete_memory, memory:read, memory:write",
    "confirm_memory, memory:read, memory:write",
    "query_memory, '', memory:read",
    "query_memory, openid profile memory:readx memory, memory:read"
  })
  void a_scope_that_the_token_has_not_is_asked_for(String tool, String scopes, String lacking)
      throws Exception {
    String token = token(claims -> claims.claim("scope", scopes));

    var refused = door.send(call(token, tool, "{}"));

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(KeyedDoor.json(refused).path("code").asText()).isEqualTo("forbidden");
    assertThat(challenge(refused))
        .startsWith("Bearer resource_metadata=\"https://memory.example.com/.well-known/")
        .contains("error=\"insufficient_scope\"", "scope=\"" + lacking + "\"");
  }

  @Test
  void a_token_gives_no_right_that_its_client_has_not() throws Exception {
    String token = token(claims -> claims.claim("client_id", "reader"));
    assertThat(query(token).statusCode()).isEqualTo(200);
    assertThat(door.send(call(token, "save_memory", SAVE.formatted("harp"))).statusCode())
        .isEqualTo(403);
  }

  @Test
  void an_application_that_lacks_a_right_is_told_of_no_token() throws Exception {
    String reader = TokenDoor.client(door, "acme", "reader", Right.READ);
    var refused =
        door.send(
            door.tool("save_memory", SAVE.formatted("harp"))
                .header("X-API-Key", reader)
                .header("X-User-Id", "ada"));
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(challenge(refused)).isEmpty();
  }

  @Test
  void to_name_another_user_takes_the_right_to_act_for_others() throws Exception {
    String plain = tokenOf("ada");
    String deputy =
        token(claims ->
            claims.claim("client_id", "deputy").claim("scope", "memory:read memory:act-as"));
    String own = token(claims -> claims.claim("scope", "memory:read memory:act-as"));

    assertThat(query(plain, "X-User-Id", "ada").statusCode()).isEqualTo(200);
    for (String refused : List.of(plain, own)) {
      var answer = query(refused, "X-User-Id", "grace");
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(KeyedDoor.json(answer).path("detail").asText()).contains("memory:act-as");
      assertThat(challenge(answer)).contains("scope=\"memory:act-as\"");
    }
    assertThat(query(deputy, "X-User-Id", "grace").statusCode()).isEqualTo(200);
    assertThat(query(deputy).statusCode()).isEqualTo(200);
    assertThat(query(deputy, "X-User-Id", "a", "X-User-Id", "b").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "'', Plays the tuba, user, high",
    "edith, Lives in Oslo, user, high",
    "grace, Is allergic to nuts, tool, medium"
  })
  void what_is_written_over_rest_is_the_word_of_a_person_who_writes_for_nobody_else(
      String user, String content, String provenance, String trust) throws Exception {
    String deputy =
        token(c ->
            c.subject("edith")
                .claim("client_id", "deputy")
                .claim("scope", "memory:read memory:write memory:act-as"));
    var created = rest(deputy, user, "{\"content\": \"%s\"}".formatted(content));

    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    JsonNode memory = KeyedDoor.json(created).path("memory");
    assertThat(memory.path("provenance").asText()).isEqualTo(provenance);
    assertThat(memory.path("trust").asText()).isEqualTo(trust);
  }

  @Test
  void over_rest_too_a_token_names_its_own_user_and_what_it_lacks() throws Exception {
    var another = rest(tokenOf("ada"), "grace", "{\"content\": \"x\"}");
    assertThat(another.statusCode()).isEqualTo(403);
    assertThat(challenge(another)).contains("scope=\"memory:act-as\"");
    var reading = rest(token(claims -> claims.claim("scope", "memory:read")), "", "{}");
    assertThat(reading.statusCode()).isEqualTo(403);
    assertThat(challenge(reading)).contains("insufficient_scope", "scope=\"memory:write\"");
  }

  private static HttpResponse<String> rest(String token, String user, String body)
      throws Exception {
    return door.send(
        door.to("/api/v1/memories" + (user.isEmpty() ? "" : "?user_id=" + user))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  @Test
  void a_token_and_a_key_at_once_are_a_mistake_of_the_caller() throws Exception {
    var both = query(tokenOf("ada"), "X-API-Key", key);
    assertThat(both.statusCode()).isEqualTo(400);
    assertThat(both.body()).doesNotContain(key);
    var two = query(tokenOf("ada"), "Authorization", "Bearer " + tokenOf("grace"));
    assertThat(two.statusCode()).isEqualTo(400);
    var notAsKey = door.tool("query_memory", "{}").header("X-API-Key", tokenOf("ada"));
    assertThat(door.send(notAsKey).statusCode()).isEqualTo(401);
  }

  @Test
  void without_either_a_token_is_asked_for() throws Exception {
    var refused = door.send(door.to("/api/v1/tools"));
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(KeyedDoor.json(refused).path("detail").asText()).contains("token", "API key");
    assertThat(challenge(refused))
        .isEqualTo(
            "Bearer"
                + " resource_metadata=\"https://memory.example.com/.well-known/oauth-protected-resource\","
                + " scope=\"memory:read memory:write\"");
  }

  @Test
  void with_tokens_it_may_listen_for_other_machines_before_there_is_a_key(
      @TempDir(factory = ReadyHome.class) Path empty) throws Exception {
    var settings = TokenDoor.settings("0.0.0.0", new JwtKeys.Published(issuer.keys()));
    try (var everywhere = new KeyedDoor(empty, settings)) {
      assertThat(everywhere.send(everywhere.to("/metrics")).statusCode()).isEqualTo(401);
      assertThat(everywhere.send(everywhere.to("/health/live")).statusCode()).isEqualTo(200);
      String first = everywhere.key();
      assertThat(everywhere.send(everywhere.to("/metrics").header("X-API-Key", first)).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void a_new_key_of_the_issuer_is_found_and_the_old_one_ends() throws Exception {
    String old = tokenOf("ada");
    assertThat(query(old).statusCode()).isEqualTo(200);
    door.pass(HALF_A_MINUTE);

    issuer.rotate("key-2");

    assertThat(query(tokenOf("ada")).statusCode()).isEqualTo(200);
    assertThat(query(old).statusCode()).isEqualTo(401);
  }

  @Test
  void every_family_of_signatures_is_verified() throws Exception {
    RSAKey rsa = new RSAKeyGenerator(2_048).keyID("rsa").generate();
    try (var own = new Issuer();
        var other = door.open(TokenDoor.settings(new JwtKeys.Published(own.keys())))) {
      assertThat(get(other, own.token(door.now.get())).statusCode()).isEqualTo(200);
      own.publish(rsa);
      var claims = Issuer.claims(door.now.get()).build();
      for (var algorithm : List.of(JWSAlgorithm.RS256, JWSAlgorithm.RS512, JWSAlgorithm.PS256)) {
        var header = new JWSHeader.Builder(algorithm); // it need not name the key
        String token = Issuer.sign(new RSASSASigner(rsa), header, claims);
        assertThat(get(other, token).statusCode()).as(algorithm.getName()).isEqualTo(200);
      }
    }
  }

  /// It would be stored as a question mark, which may be another's name.
  @Test
  void half_a_character_is_no_name_of_an_organization_nor_of_a_client() throws Exception {
    for (String claim : List.of("organization", "client_id")) {
      String token = issuer.token(door.now.get(), claims -> claims.claim(claim, "\uD800"));
      assertThat(query(token).statusCode()).as(claim).isEqualTo(401);
    }
  }

  /// Else whoever makes up names of keys would have this server flood the issuer.
  @Test
  void names_of_keys_that_are_made_up_make_no_flood() throws Exception {
    query(tokenOf("ada"));
    door.pass(HALF_A_MINUTE);
    int before = issuer.asked.get();
    var claims = Issuer.claims(door.now.get()).build();
    for (int i = 0; i < 20; i++) {
      String made = Issuer.sign(issuer.key(), Issuer.header("made-up-" + i), claims);
      assertThat(query(made).statusCode()).isEqualTo(401);
    }
    assertThat(issuer.asked.get() - before).isBetween(1, 2);
    assertThat(query(tokenOf("ada")).statusCode()).isEqualTo(200);
  }

  @Test
  void what_was_fetched_outlasts_the_issuer_for_a_day() throws Exception {
    try (var own = new Issuer();
        var other = door.open(TokenDoor.settings(new JwtKeys.Published(own.keys())))) {
      own.goAway();
      assertThat(status(other, own)).isEqualTo("503 issuer-unavailable, again in 1");
      door.pass(HALF_A_MINUTE);
      own.comeBack();
      assertThat(status(other, own)).isEqualTo("200");
      own.goAway();
      door.pass(Duration.ofHours(23));
      assertThat(status(other, own)).isEqualTo("200");
      door.pass(Duration.ofHours(2));
      for (int i = 0; i < 4; i++) { // also where it may not be asked again so soon
        assertThat(status(other, own)).startsWith("503");
      }
    }
  }

  private static String status(HttpDoor other, Issuer own) throws Exception {
    HttpResponse<String> answer = get(other, own.token(door.now.get()));
    return answer.statusCode() == 200
        ? "200"
        : "%d %s, again in %s"
            .formatted(
                answer.statusCode(),
                KeyedDoor.json(answer).path("code").asText(),
                answer.headers().firstValue("Retry-After").orElse(""));
  }

  @Test
  void a_shared_secret_takes_what_is_signed_with_it_and_nothing_else() throws Exception {
    String secret = "0123456789abcdef0123456789abcdef";
    var keys = new JwtKeys.Shared(new SharedSecret(secret));
    assertThat(keys.algorithms()).containsExactly("HS256");
    try (var own = new Issuer();
        var other = door.open(TokenDoor.settings(keys))) {
      for (var header :
          List.of(
              new JWSHeader.Builder(JWSAlgorithm.HS256),
              new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("whatever"))) {
        assertThat(get(other, mac(header, secret)).statusCode()).isEqualTo(200);
      }
      String another = mac(new JWSHeader.Builder(JWSAlgorithm.HS256), secret + "x");
      assertThat(get(other, another).statusCode()).isEqualTo(401);
      assertThat(get(other, own.token(door.now.get())).statusCode()).isEqualTo(401);
    }
  }

  private static HttpResponse<String> get(HttpDoor other, String token) throws Exception {
    var uri = URI.create("http://127.0.0.1:" + other.port() + "/api/v1/tools");
    var request = HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).build();
    return door.http.send(request, BodyHandlers.ofString());
  }

  private static String mac(JWSHeader.Builder header, String secret) throws Exception {
    return Issuer.sign(new MACSigner(secret), header, Issuer.claims(door.now.get()).build());
  }
}
