package dev.keepsake.server.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.UserName;
import dev.keepsake.tool.WireJson;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A call that names its user by a header, in `_meta`, by a parameter, or not at all.
final class NamingTest {
  private static final UserName ADA = new UserName("ada");

  private static Naming naming(String header, String parameter, Whose whose) {
    var headers =
        new Naming.Headers(header.isEmpty() ? List.of() : List.of(header), List.of(), List.of());
    var naming = new Naming(headers, whose);
    return parameter.isEmpty() ? naming : naming.withParameter(parameter);
  }

  private static JsonNode meta(String user) {
    var meta = WireJson.MAPPER.createObjectNode();
    return user.isEmpty() ? meta : meta.put("dev.keepsake/user_id", user);
  }

  @ParameterizedTest
  @CsvSource({"ada, '', ''", "'', ada, ''", "'', '', ada", "ada, ada, ada", "'', '', ''"})
  void one_name_is_the_user_wherever_it_stands(String header, String meta, String parameter) {
    for (Whose whose : List.of(new Whose.Any(Optional.of(ADA)), new Whose.Own(ADA))) {
      assertThat(naming(header, parameter, whose).names(meta(meta), "c").user()).contains(ADA);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ada, grace, '', The header X-User-Id and `_meta` `dev.keepsake/user_id` differ",
    "ada, '', grace, The header X-User-Id and the parameter `user_id` differ",
    "'', ada, grace, `_meta` `dev.keepsake/user_id` and the parameter `user_id` differ",
    "ada, ada, grace, The header X-User-Id and the parameter `user_id` differ",
    "'', '', ' ', The parameter `user_id` is not valid"
  })
  void two_names_are_a_mistake_whoever_calls(
      String header, String meta, String parameter, String sentence) {
    for (Whose whose :
        List.of(
            new Whose.Any(Optional.empty()),
            new Whose.Served(Optional.empty()),
            new Whose.Own(ADA))) {
      MemoryException refused =
          catchThrowableOfType(
              MemoryException.class, () -> naming(header, parameter, whose).names(meta(meta), "c"));
      assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_INPUT);
      assertThat(refused).hasMessageStartingWith(sentence);
    }
  }

  @Test
  void who_may_name_nobody_else_lacks_a_right() {
    MemoryException refused =
        catchThrowableOfType(
            MemoryException.class, () -> naming("", "grace", new Whose.Own(ADA)).names("c"));
    assertThat(refused.code()).isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(refused).hasMessageContaining("memory:act-as");
  }
}
