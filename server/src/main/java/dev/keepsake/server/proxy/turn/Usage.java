package dev.keepsake.server.proxy.turn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/// What answers cost, as upstreams tell it: objects with numbers, which are added up by their
/// names, whatever these are.
public final class Usage {
  private Usage() {}

  /// @return empty if neither is there
  public static Optional<ObjectNode> sum(Optional<ObjectNode> one, Optional<ObjectNode> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.or(() -> other);
    }
    return Optional.of(sum(one.get(), other.get()));
  }

  /// What is no number is the later one's.
  public static ObjectNode sum(ObjectNode earlier, ObjectNode later) {
    ObjectNode sum = later.deepCopy();
    for (Map.Entry<String, JsonNode> field : earlier.properties()) {
      JsonNode there = sum.path(field.getKey());
      if (field.getValue() instanceof ObjectNode mine && there instanceof ObjectNode theirs) {
        sum.set(field.getKey(), sum(mine, theirs));
      } else if (isCount(field.getValue()) && isCount(there)) {
        sum.put(field.getKey(), decimal(field.getValue()).add(decimal(there)));
      } else if (there.isMissingNode() || there.isNull()) {
        sum.set(field.getKey(), field.getValue());
      }
    }
    return sum;
  }

  /// A number that can be added up.
  private static boolean isCount(JsonNode value) {
    return value.isNumber() && Double.isFinite(value.doubleValue());
  }

  private static BigDecimal decimal(JsonNode number) {
    return number.decimalValue();
  }
}
