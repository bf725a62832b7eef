package dev.keepsake.server.proxy.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlacedTest {

  private static Placed parse(String text) throws NotJson {
    return Placed.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void every_kind_of_value_lies_where_it_stands() throws NotJson {
    String text =
        " {\n"
            + " \"a\" : \"é\\n\\u00e9\" ,\"b\":-1.50E+400,\t\"c\": true , \"d\":null,\"e\":[ 1"
            + " ,\"x\", {} ], \"f\" : { \"g\":false}}\r\n";
    Placed root = parse(text);

    assertThat(root.raw()).isEqualTo(text.strip());
    assertThat(root.names()).containsExactly("a", "b", "c", "d", "e", "f");
    assertThat(root.names().stream().map(name -> root.find(name).orElseThrow().raw()))
        .containsExactly(
            "\"é\\n\\u00e9\"", "-1.50E+400", "true", "null", "[ 1 ,\"x\", {} ]", "{ \"g\":false}");
    assertThat(root.find("e").orElseThrow().elements())
        .extracting(Placed::raw)
        .containsExactly("1", "\"x\"", "{}");
    assertThat(root.find("f", "g")).hasValueSatisfying(v -> assertThat(v.raw()).isEqualTo("false"));
    assertThat(root.find("a").flatMap(Placed::text)).contains("é\né");
  }

  @Test
  void a_field_is_left_out_with_its_comma() throws NotJson {
    Placed root = parse("{ \"a\": 1,  \"b\" : [2] , \"c\":3 }");
    assertThat(root.without("a")).isEqualTo("{\"b\" : [2],\"c\":3}");
    assertThat(root.without("c", "a")).isEqualTo("{\"b\" : [2]}");
    assertThat(root.without("a", "b", "c")).isEqualTo("{}");
  }

  @Test
  void of_a_name_that_stands_twice_the_last_is_meant() throws NotJson {
    Placed root = parse("{\"a\":1,\"b\":2,\"a\":3}");
    assertThat(root.find("a")).hasValueSatisfying(v -> assertThat(v.raw()).isEqualTo("3"));
    assertThat(root.repeatedName()).contains("a");
  }

  @Test
  void a_string_of_thirty_megabytes_is_one() throws NotJson {
    Placed root = parse("{\"a\":\"" + "x".repeat(30 << 20) + "\"}");
    assertThat(root.find("a").orElseThrow().to()).isEqualTo((30 << 20) + 7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "{", "{\"a\":}", "{}{}", "[1,]", "{'a':1}", "nul", "\"a", "{\"a\" 1}"})
  void what_is_no_json_is_refused(String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(NotJson.class);
  }

  @Test
  void what_is_not_utf8_is_refused() {
    assertThat(
            List.of(
                "{\"a\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1),
                "{\"a\":1}".getBytes(StandardCharsets.UTF_16BE),
                "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE)))
        .allSatisfy(
            bytes -> assertThatThrownBy(() -> Placed.parse(bytes)).isInstanceOf(NotJson.class));
  }

  @Test
  void nesting_without_end_is_refused() {
    assertThatThrownBy(() -> parse("[".repeat(100_000))).isInstanceOf(NotJson.class);
  }

  @Test
  void what_is_not_changed_stays_as_it_is() throws NotJson {
    String text = "{ \"a\" : [ 1 ,2 ],\"b\":{},\"c\":[ ],\"d\":\"x\" }";
    Placed root = parse(text);
    var edits = new Edits();
    edits.append(root.find("a").orElseThrow(), "3", false);
    edits.append(root.find("a").orElseThrow(), "4", true);
    edits.field(root.find("b").orElseThrow(), "e", "5");
    edits.append(root.find("c").orElseThrow(), "6", false);
    edits.append(root.find("c").orElseThrow(), "7", true);
    edits.replace(root.find("d").orElseThrow(), "null");
    edits.field(root, "f", "\"é\"");

    assertThat(
            new String(
                edits.applyTo(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8))
        .isEqualTo("{ \"a\" : [ 1 ,2 ,3,4],\"b\":{\"e\":5},\"c\":[ 6,7],\"d\":null ,\"f\":\"é\"}");
  }

  @Test
  void the_same_bytes_are_not_changed_twice() throws NotJson {
    String text = "{\"a\":[1]}";
    Placed list = parse(text).find("a").orElseThrow();
    var edits = new Edits().replace(list, "2").append(list, "3", false);
    assertThatThrownBy(() -> edits.applyTo(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalStateException.class);
  }
}
