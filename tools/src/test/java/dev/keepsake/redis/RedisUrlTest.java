package dev.keepsake.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How one says where Redis is.
final class RedisUrlTest {

  @ParameterizedTest
  @CsvSource({
    "redis://cache, redis://cache:6379",
    "redis://cache/, redis://cache:6379",
    "redis://keepsake_redis:7000, redis://keepsake_redis:7000",
    "rediss://cache.example.org:6380/3, rediss://cache.example.org:6380/3",
    "redis://:secret@cache:6379, redis://:***@cache:6379",
    "redis://ada:secret@cache/0, redis://ada:***@cache:6379",
    "redis://ada:secret@[::1]:6379, redis://ada:***@[::1]:6379"
  })
  void it_is_shown_in_full_but_for_the_password(String text, String shown) {
    assertThat(RedisUrl.parse(text)).hasToString(shown);
  }

  @Test
  void user_and_password_are_decoded_and_a_plus_is_a_plus() {
    RedisUrl url = RedisUrl.parse("redis://a%40b:p%2Fw+d%3A:x@cache");

    assertThat(url.user()).contains("a@b");
    assertThat(url.password()).contains("p/w+d::x");
  }

  @Test
  void without_credentials_there_are_none() {
    assertThat(RedisUrl.parse("redis://cache").user()).isEqualTo(Optional.empty());
    assertThat(RedisUrl.parse("redis://cache").password()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "cache:6379",
        "http://cache",
        "redis://",
        "redis://:6379",
        "redis://ada@cache",
        "redis://ada:@cache",
        "redis://ada:secret%zz@cache",
        "redis://ada:secret@cache:0",
        "redis://ada:secret@cache:65536",
        "redis://ada:secret@cache/one",
        "redis://ada:secret@cache/1?db=2"
      })
  void what_is_no_such_url_is_refused_without_being_repeated(String text) {
    assertThatThrownBy(() -> RedisUrl.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("it must be redis://[[user]:password@]host[:port][/db], or rediss:// for TLS")
        .hasNoCause();
  }
}
