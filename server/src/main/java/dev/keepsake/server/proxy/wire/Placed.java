package dev.keepsake.server.proxy.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// A value of a JSON text with its place in the bytes: what is read of it is known, and what is not
/// touched can stay as it came. The text of strings and numbers is decoded where it is asked for.
/// Immutable, as long as nobody writes into the bytes.
public final class Placed {
  /// What a value is.
  public enum Kind {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    BOOLEAN,
    NULL
  }

  /// A field of an object.
  ///
  /// @param from where its name begins, with the quote
  private record Member(String name, int from, Placed value) {}

  /// An image in a message is one string, a number may have any length, and whoever sent it is
  /// answered by whoever reads it. The size of the whole is bounded before.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES) // the senders' names, without end
          .build();

  private static final JsonMapper MAPPER = new JsonMapper(FACTORY);

  private final byte[] source;
  private final Kind kind;
  private final int from;
  private final int to;
  private final List<Member> members;
  private final List<Placed> elements;

  private Placed(
      byte[] source, Kind kind, int from, int to, List<Member> members, List<Placed> elements) {
    this.source = source;
    this.kind = kind;
    this.from = from;
    this.to = to;
    this.members = members;
    this.elements = elements;
  }

  /// The one value of a text.
  ///
  /// @param utf8 not copied
  /// @throws NotJson with what is wrong and where
  public static Placed parse(byte[] utf8) throws NotJson {
    try (JsonParser parser = FACTORY.createParser(utf8)) {
      if (parser.nextToken() == null) {
        throw new NotJson("there is nothing");
      }
      if (parser.currentLocation().getByteOffset() < 0) {
        throw new NotJson("it is not in UTF-8");
      }
      Placed whole = read(parser, utf8);
      if (parser.nextToken() != null) {
        throw new NotJson("something follows the value");
      }
      return whole;
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      String where = at == null ? "" : " at byte " + at.getByteOffset();
      throw new NotJson("it is broken" + where, e);
    } catch (IOException e) { // bytes that are no UTF-8
      throw new NotJson("it is not in UTF-8", e);
    }
  }

  /// The same of a text that must be an object.
  public static Placed parseObject(byte[] utf8) throws NotJson {
    Placed whole = parse(utf8);
    if (!whole.is(Kind.OBJECT)) {
      throw new NotJson("it is no object");
    }
    return whole;
  }

  private static Placed read(JsonParser parser, byte[] source) throws IOException {
    int from = offset(parser.currentTokenLocation().getByteOffset());
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        List<Member> members = members(parser, source);
        yield new Placed(source, Kind.OBJECT, from, end(parser), members, List.of());
      }
      case START_ARRAY -> {
        var elements = new ArrayList<Placed>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          elements.add(read(parser, source));
        }
        yield new Placed(source, Kind.ARRAY, from, end(parser), List.of(), List.copyOf(elements));
      }
      case VALUE_STRING -> leaf(parser, source, Kind.STRING, from);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> leaf(parser, source, Kind.NUMBER, from);
      case VALUE_TRUE, VALUE_FALSE -> leaf(parser, source, Kind.BOOLEAN, from);
      case VALUE_NULL -> leaf(parser, source, Kind.NULL, from);
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("no value begins with " + parser.currentToken());
    };
  }

  private static List<Member> members(JsonParser parser, byte[] source) throws IOException {
    var members = new ArrayList<Member>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      int from = offset(parser.currentTokenLocation().getByteOffset());
      String name = parser.currentName();
      parser.nextToken();
      members.add(new Member(name, from, read(parser, source)));
    }
    return List.copyOf(members);
  }

  private static Placed leaf(JsonParser parser, byte[] source, Kind kind, int from)
      throws IOException {
    parser.finishToken();
    return new Placed(source, kind, from, end(parser), List.of(), List.of());
  }

  private static int end(JsonParser parser) {
    return offset(parser.currentLocation().getByteOffset());
  }

  private static int offset(long bytes) {
    return Math.toIntExact(bytes);
  }

  public Kind kind() {
    return kind;
  }

  public boolean is(Kind other) {
    return kind == other;
  }

  /// Where its first byte is.
  public int from() {
    return from;
  }

  /// Where the first byte after it is.
  public int to() {
    return to;
  }

  /// The field of that name, empty where there is none or this is no object; of several the last,
  /// as most readers have it.
  public Optional<Placed> find(String name) {
    for (int i = members.size() - 1; i >= 0; i--) {
      if (members.get(i).name().equals(name)) {
        return Optional.of(members.get(i).value());
      }
    }
    return Optional.empty();
  }

  /// The same along a path of names.
  public Optional<Placed> find(String name, String... further) {
    Optional<Placed> found = find(name);
    for (String next : further) {
      found = found.flatMap(value -> value.find(next));
    }
    return found;
  }

  /// A name that stands in this object twice.
  public Optional<String> repeatedName() {
    var seen = new HashSet<String>();
    return members.stream().map(Member::name).filter(name -> !seen.add(name)).findFirst();
  }

  /// The values of an array in their order, none where this is none.
  public List<Placed> elements() {
    return elements;
  }

  /// Whether it is an object or an array without anything in it.
  public boolean isEmpty() {
    return members.isEmpty() && elements.isEmpty();
  }

  /// The names of an object's fields, in their order.
  public List<String> names() {
    return members.stream().map(Member::name).toList();
  }

  /// What a string says, empty where this is none.
  public Optional<String> text() {
    return is(Kind.STRING) ? Optional.of(tree().textValue()) : Optional.empty();
  }

  /// What a string says, or an object as it stands: what some senders write as text, others write
  /// as what it says.
  public Optional<String> textOrObject() {
    return is(Kind.OBJECT) ? Optional.of(raw()) : text();
  }

  /// As it stands in the bytes.
  public String raw() {
    return new String(source, from, to - from, StandardCharsets.UTF_8);
  }

  public JsonNode tree() {
    try {
      return MAPPER.readTree(source, from, to - from);
    } catch (IOException e) {
      throw new UncheckedIOException("was read before", e);
    }
  }

  /// This object as it stands, without its fields of some names.
  public String without(String... names) {
    List<String> left = Arrays.asList(names);
    return members.stream()
        .filter(member -> !left.contains(member.name()))
        .map(member -> slice(member.from(), member.value().to()))
        .collect(java.util.stream.Collectors.joining(",", "{", "}"));
  }

  private String slice(int begin, int end) {
    return new String(source, begin, end - begin, StandardCharsets.UTF_8);
  }
}
