package dev.keepsake.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.tool.Problem.FieldProblem;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The arguments of a tool, read off its input record: the JSON Schema that clients see, and the
/// reading that enforces it.
///
/// A component's name in snake_case is the argument's; `Optional` may be left out; [Default] may be
/// left out too and then has that value; the rest is required. JSON null counts as left out, but
/// for a [Patch]. Bounds are [Length] and [Range], words [OneOf].
public final class InputShape<I extends Record> {
  private final String tool;
  private final List<Field> fields;
  private final Constructor<I> constructor;

  private record Field(
      RecordComponent component,
      String name,
      Argument argument,
      @Nullable Class<?> around,
      @Nullable JsonNode fallback) {
    boolean required() {
      return around == null && fallback == null;
    }

    boolean patches() {
      return around == Patch.class;
    }

    /// What stands where there is no value.
    Object missing() {
      return patches() ? Patch.none() : Optional.empty();
    }

    Object dressed(Object value) {
      return patches() ? Patch.to(Optional.of(value)) : around == null ? value : Optional.of(value);
    }
  }

  /// What came of reading: the input, or all that is wrong with it.
  public sealed interface Reading<I> {
    record Read<I>(I input) implements Reading<I> {}

    record Refused<I>(List<FieldProblem> problems) implements Reading<I> {}
  }

  public InputShape(String tool, Class<I> type) {
    this.tool = tool;
    this.fields = Arrays.stream(type.getRecordComponents()).map(InputShape::field).toList();
    this.constructor = canonical(type);
  }

  private static Field field(RecordComponent component) {
    Type type = component.getGenericType();
    @Nullable Class<?> around = around(type);
    Type inner = around == null ? type : ((ParameterizedType) type).getActualTypeArguments()[0];
    Default fallback = component.getAnnotation(Default.class);
    return new Field(
        component,
        WireJson.snakeCase(component.getName()),
        Arguments.of(component, inner),
        around,
        fallback == null ? null : parse(fallback.value()));
  }

  private static @Nullable Class<?> around(Type type) {
    return type instanceof ParameterizedType p
            && (p.getRawType() == Optional.class || p.getRawType() == Patch.class)
        ? (Class<?>) p.getRawType()
        : null;
  }

  private static JsonNode parse(String json) {
    try {
      return WireJson.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a default must be JSON: " + json, e);
    }
  }

  /// JSON Schema 2020-12 of the arguments.
  ///
  /// @param descriptions one for each
  ObjectNode schema(Descriptions descriptions) {
    ObjectNode schema = WireJson.MAPPER.createObjectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    for (Field field : fields) {
      ObjectNode property = properties.putObject(field.name());
      field.argument().describe(property);
      if (field.patches()) {
        String type = property.path("type").textValue(); // before it is taken out
        property.putArray("type").add(type).add("null");
      }
      property.put("description", descriptions.of(field.component()));
      if (field.fallback() != null) {
        property.set("default", field.fallback());
      }
    }
    var required = fields.stream().filter(Field::required).map(Field::name).toList();
    if (!required.isEmpty()) {
      required.forEach(schema.putArray("required")::add);
    }
    return schema.put("additionalProperties", false);
  }

  public Reading<I> read(JsonNode arguments) {
    if (!arguments.isObject()) {
      return new Reading.Refused<>(
          List.of(
              new FieldProblem(
                  "arguments", "The arguments of " + tool + " must be a JSON object.")));
    }
    var problems = new ArrayList<FieldProblem>();
    arguments
        .fieldNames()
        .forEachRemaining(name -> {
          if (fields.stream().noneMatch(f -> f.name().equals(name))) {
            problems.add(unknown(name));
          }
        });
    var values = new @Nullable Object[fields.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(fields.get(i), arguments.get(fields.get(i).name()), problems);
    }
    return problems.isEmpty()
        ? new Reading.Read<>(construct(values))
        : new Reading.Refused<>(problems);
  }

  private @Nullable Object value(
      Field field, @Nullable JsonNode given, List<FieldProblem> problems) {
    if (field.patches() && given != null && given.isNull()) {
      return Patch.to(Optional.empty());
    }
    JsonNode node = given == null || given.isNull() ? field.fallback() : given;
    if (node == null) {
      if (field.required()) {
        problems.add(
            new FieldProblem(
                field.name(),
                "`"
                    + field.name()
                    + "` is missing: it must be "
                    + field.argument().accepted()
                    + "."));
      }
      return field.missing();
    }
    try {
      return field.dressed(field.argument().read(node));
    } catch (Argument.Unacceptable e) {
      problems.add(
          new FieldProblem(
              field.name(),
              "`%s` must be %s; it was %s."
                  .formatted(field.name(), field.argument().accepted(), e.getMessage())));
      return null;
    }
  }

  private FieldProblem unknown(String name) {
    String shown = Excerpt.of(name);
    return new FieldProblem(
        shown,
        "`%s` is not an argument of %s, which takes %s."
            .formatted(shown, tool, String.join(", ", fields.stream().map(Field::name).toList())));
  }

  private I construct(@Nullable Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("cannot make the input of " + tool, e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make the input of " + tool, e);
    }
  }

  private static <I extends Record> Constructor<I> canonical(Class<I> type) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<I> found = type.getDeclaredConstructor(types);
      found.setAccessible(true);
      return found;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("every record has a canonical constructor", e);
    }
  }
}
