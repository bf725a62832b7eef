package dev.keepsake.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.keepsake.server.ReadyHome;
import dev.keepsake.server.auth.JwtKeys;
import dev.keepsake.tool.Right;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/// Tokens that let nobody in, whatever is wrong with them.
@Timeout(60)
final class WrongTokenTest {
  private static final Instant NOW = KeyedDoor.START;
  private static final Logger ALL = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private static final Logger OURS = (Logger) LoggerFactory.getLogger("dev.keepsake");
  private static final Level BEFORE = OURS.getLevel();
  private static Issuer issuer;
  private static KeyedDoor door;
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeAll
  static void open(@TempDir(factory = ReadyHome.class) Path home) throws Exception {
    issuer = new Issuer();
    door = new KeyedDoor(home, TokenDoor.settings(new JwtKeys.Published(issuer.keys())));
    TokenDoor.client(door, "acme", "assistant", Right.READ, Right.WRITE);
    TokenDoor.client(door, "acme", "disabled", Right.READ, Right.WRITE);
    TokenDoor.client(door, "other", "theirs", Right.READ, Right.WRITE);
    try (var database = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("keepsake.db"));
        var statement = database.createStatement()) {
      statement.execute("update clients set disabled_at = 1 where name = 'disabled'");
    }
    door.now.set(NOW);
  }

  @AfterAll
  static void close() {
    door.close();
    issuer.close();
  }

  @BeforeEach
  void listen() {
    log.start();
    ALL.addAppender(log);
    OURS.setLevel(Level.ALL);
  }

  @AfterEach
  void stopListening() {
    ALL.detachAppender(log);
    OURS.setLevel(BEFORE);
  }

  static Stream<Arguments> wrong() throws JOSEException {
    return Stream.of(
        wrong("expired", c -> c.expirationTime(at(-60))),
        wrong("without an end", c -> c.expirationTime(null)),
        wrong("with an end that is no time", c -> c.claim("exp", "tomorrow")),
        wrong("not valid yet", c -> c.notBeforeTime(at(90))),
        wrong("issued in the future", c -> c.issueTime(at(90))),
        wrong("of another issuer", c -> c.issuer("https://evil.example/")),
        wrong("of an issuer that is nearly ours", c -> c.issuer("https://login.example.com")),
        wrong("of no issuer", c -> c.issuer(null)),
        wrong("for another server", c -> c.audience("https://other.example.com/mcp")),
        wrong("for nobody", c -> c.audience(List.of())),
        wrong("without a subject", c -> c.subject(null)),
        wrong("with an empty subject", c -> c.subject("")),
        wrong("with a subject of control characters", c -> c.subject("a\u0007")),
        wrong("with a subject that is a number", c -> c.claim("sub", 12345678901234567890d)),
        wrong("with too long a subject", c -> c.subject("x".repeat(256))),
        wrong("of an organization that is not there", c -> c.claim("organization", "nowhere")),
        wrong("of a client of another organization", c -> c.claim("client_id", "theirs")),
        wrong("of another organization", c -> c.claim("organization", "other")),
        wrong("of no organization", c -> c.claim("organization", null)),
        wrong("of a client that is not there", c -> c.claim("client_id", "nobody")),
        wrong("of a client that is no text", c -> c.claim("client_id", List.of("assistant"))),
        wrong("of a client by azp", c -> c.claim("client_id", null).claim("azp", "nobody")),
        wrong("of a disabled client", c -> c.claim("client_id", "disabled")),
        Arguments.of("signed by another key of that name", sign(Issuer.header("key-1"), "key-1")),
        Arguments.of("signed by a key that nobody knows", sign(Issuer.header("key-9"), "key-9")),
        Arguments.of(
            "signed by a key that it brings",
            sign(Issuer.header("key-1").jwk(Issuer.draw("key-1").toPublicJWK()), "key-1")),
        Arguments.of(
            "of a type that is no access token's",
            ours(Issuer.header("key-1").type(new JOSEObjectType("logout+jwt")))),
        Arguments.of(
            "with a demand that nobody knows",
            ours(Issuer.header("key-1").criticalParams(Set.of("exp")).customParam("exp", 1))),
        Arguments.of("unsigned", new PlainJWT(claims()).serialize()),
        Arguments.of(
            "signed with the public key as a secret",
            mac(issuer.key().toECPublicKey().getEncoded())),
        Arguments.of(
            "signed with the public key's text as a secret",
            mac(issuer.key().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8))));
  }

  private static Arguments wrong(String what, UnaryOperator<JWTClaimsSet.Builder> change) {
    return Arguments.of(what, issuer.token(NOW, change));
  }

  private static Date at(long seconds) {
    return Date.from(NOW.plusSeconds(seconds));
  }

  private static JWTClaimsSet claims() {
    return Issuer.claims(NOW).build();
  }

  private static String sign(JWSHeader.Builder header, String name) {
    return Issuer.sign(Issuer.draw(name), header, claims());
  }

  private static String ours(JWSHeader.Builder header) {
    return Issuer.sign(issuer.key(), header, claims());
  }

  private static String mac(byte[] secret) throws JOSEException {
    var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("key-1");
    return Issuer.sign(new MACSigner(secret), header, claims());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void the_answer_is_the_same_and_the_log_alone_has_the_reason(String what, String token)
      throws Exception {
    assertRefused(token);
    assertThat(lines()).as(what).doesNotContain(piecesOf(token));
  }

  @Test
  void the_log_has_the_reason_once_a_second() throws Exception {
    String token = issuer.token(NOW, c -> c.subject("ada").audience("https://elsewhere.example"));
    door.pass(Duration.ofSeconds(2));
    for (int i = 0; i < 3; i++) {
      assertRefused(token);
    }
    assertThat(lines().lines().filter(line -> line.contains("a token was refused")))
        .filteredOn(line -> line.contains("aud claim"))
        .hasSize(1);
  }

  /// What the clocks of two machines may differ by.
  @Test
  void a_minute_of_difference_is_forgiven() throws Exception {
    Instant now = door.now.get();
    assertThat(
            send(issuer.token(now, c -> c.expirationTime(Date.from(now.minusSeconds(59)))))
                .statusCode())
        .isEqualTo(200);
    assertThat(
            send(issuer.token(
                    now,
                    c ->
                        c.notBeforeTime(Date.from(now.plusSeconds(59)))
                            .issueTime(Date.from(now.plusSeconds(59)))))
                .statusCode())
        .isEqualTo(200);
  }

  static Stream<String> malformed() {
    String good = issuer.token(NOW);
    String[] parts = good.split("\\.");
    var texts = new ArrayList<String>();
    var random = new Random(7);
    for (int i = 0; i < 40; i++) {
      int at = random.nextInt(good.length());
      texts.add(good.substring(0, at));
      texts.add(good.substring(at));
      char other = good.charAt(at) == 'A' ? 'B' : 'A';
      texts.add(good.substring(0, at) + other + good.substring(at + 1));
    }
    for (String json :
        List.of(
            "null",
            "{}",
            "[]",
            "1",
            "\"x\"",
            "",
            "{\"alg\":null}",
            "{\"alg\":\"ES256\",\"alg\":1}",
            "{\"alg\":\"none\"}",
            "{\"alg\":\"NONE\"}",
            "{\"alg\":\"ES256\",\"b64\":false}",
            "{\"alg\":\"ES256\",\"kid\":7}",
            "{\"alg\":\"dir\",\"enc\":\"A128GCM\"}",
            "[".repeat(2_000),
            "{\"a\":".repeat(1_000),
            "{\"exp\":1e400}")) {
      texts.add(base64(json) + "." + parts[1] + "." + parts[2]);
      texts.add(base64(json) + "." + parts[1] + ".");
      texts.add(parts[0] + "." + base64(json) + "." + parts[2]);
      texts.add(json.replaceAll("[^!-~]", "x"));
    }
    texts.addAll(List.of(".", "..", "...", "....", "a.b.c", "a.b.c.d.e", good + ".", "." + good));
    return texts.stream().filter(text -> !text.equals(good) && !text.isEmpty()).distinct();
  }

  /// One test for all: as tests of their own they would take longer to tell than to run.
  @Test
  void what_is_no_token_is_refused_and_breaks_nothing() throws Exception {
    for (String text : malformed().toList()) {
      HttpResponse<String> answer = send(text);
      assertThat(answer.statusCode()).as(text).isEqualTo(401);
      assertThat(answer.body()).doesNotContain("Exception");
    }
    assertThat(log.list).noneMatch(line -> line.getLevel().isGreaterOrEqual(Level.WARN));
  }

  /// Jetty keeps the headers that a connection has sent, and by itself takes what differs from them
  /// in case alone for the same.
  @Test
  void what_a_connection_has_sent_before_does_not_stand_for_it_in_another_case() throws Exception {
    String key = TokenDoor.client(door, "acme", "assistant", Right.READ, Right.WRITE);
    String token = issuer.token(door.now.get());
    for (String good : List.of(key, token)) {
      String other = good.substring(0, 12) + swapCase(good.substring(12));
      for (String sent : List.of(good, other, good, good.substring(0, 40), other)) {
        int expected = sent.equals(good) ? 200 : 401;
        var list = door.to("/api/v1/tools").header("Authorization", "Bearer " + sent);
        assertThat(door.send(list).statusCode()).isEqualTo(expected);
      }
    }
  }

  private static String swapCase(String text) {
    return text.chars()
        .map(c -> Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static void assertRefused(String token) throws Exception {
    HttpResponse<String> refused = send(token);
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(KeyedDoor.json(refused).path("detail").asText())
        .isEqualTo(KeyedDoor.json(send("x.y.z")).path("detail").asText());
    assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
        .startsWith("Bearer ")
        .contains("error=\"invalid_token\"");
    assertThat(refused.body()).doesNotContain(piecesOf(token));
  }

  private static HttpResponse<String> send(String token) throws Exception {
    return door.send(door.tool("query_memory", "{}").header("Authorization", "Bearer " + token));
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String[] piecesOf(String token) {
    return Stream.of(token.split("\\.")).filter(part -> part.length() > 8).toArray(String[]::new);
  }

  private String lines() {
    return List.copyOf(log.list).stream()
        .map(line ->
            line.getFormattedMessage()
                + " "
                + line.getKeyValuePairs()
                + " "
                + (line.getThrowableProxy() == null ? "" : line.getThrowableProxy().getMessage()))
        .collect(Collectors.joining("\n"));
  }
}
