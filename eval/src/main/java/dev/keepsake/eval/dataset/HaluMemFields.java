package dev.keepsake.eval.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The fields of one JSON object of HaluMem's files, each read as what it must be.
///
/// @param place for messages, such as `user 7, sessions[2]`; never what the field says
record HaluMemFields(JsonNode json, String file, int line, String place) {
  /// As in `Dec 05, 2025, 06:11:23`; of no zone, taken for UTC as HaluMem's own readers do.
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("MMM d, uuuu, H:mm:ss", Locale.ENGLISH);

  private static final int MOST_CHARACTERS = 1_000_000;
  private static final int MOST_TEXTS = 100;

  DatasetException refused(String field, String problem) {
    return new DatasetException(file, line, place.isEmpty() ? field : place + "." + field, problem);
  }

  HaluMemFields at(String newPlace) {
    return new HaluMemFields(json, file, line, newPlace);
  }

  boolean isAbsent(String field) {
    return json.path(field).isMissingNode() || json.path(field).isNull();
  }

  String text(String field) {
    JsonNode value = json.path(field);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw refused(field, "must be a text that is not blank");
    }
    return bounded(field, value.textValue());
  }

  /// One that may be blank, but must be there.
  String anyText(String field) {
    JsonNode value = json.path(field);
    if (!value.isTextual()) {
      throw refused(field, "must be a text");
    }
    return bounded(field, value.textValue());
  }

  private String bounded(String field, String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw refused(field, "has more than " + MOST_CHARACTERS + " characters");
    }
    return text;
  }

  /// One of some words.
  String word(String field, List<String> words) {
    String given = text(field);
    if (!words.contains(given)) {
      throw refused(field, "is none of " + String.join(", ", words));
    }
    return given;
  }

  /// HaluMem writes `"True"` and `"False"`.
  boolean flag(String field) {
    JsonNode value = json.path(field);
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    return switch (value.asText("").toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refused(field, "must be \"True\" or \"False\"");
    };
  }

  /// False if it is left out.
  boolean flagOrFalse(String field) {
    return !isAbsent(field) && flag(field);
  }

  Optional<Instant> moment(String field) {
    if (isAbsent(field)) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDateTime.parse(text(field), MOMENT).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException _) {
      throw refused(field, "must be a time such as \"Dec 15, 2025, 06:11:23\"");
    }
  }

  /// None if it is left out.
  List<String> texts(String field) {
    var texts = new ArrayList<String>();
    for (JsonNode element : list(field, MOST_TEXTS)) {
      if (!element.isTextual() || element.textValue().isBlank()) {
        throw refused(field, "must be a list of texts that are not blank");
      }
      texts.add(bounded(field, element.textValue()));
    }
    return texts;
  }

  /// None if it is left out.
  List<HaluMemFields> objects(String field, int most) {
    var objects = new ArrayList<HaluMemFields>();
    for (JsonNode element : list(field, most)) {
      String name = "%s[%d]".formatted(field, objects.size());
      if (!element.isObject()) {
        throw refused(name, "must be an object");
      }
      String below = place.isEmpty() ? name : place + (place.contains("[") ? "." : ", ") + name;
      objects.add(new HaluMemFields(element, file, line, below));
    }
    return objects;
  }

  private JsonNode list(String field, int most) {
    JsonNode value = json.path(field);
    if (!isAbsent(field) && !value.isArray()) {
      throw refused(field, "must be a list");
    }
    if (value.size() > most) {
      throw refused(field, "has more than " + most + " elements");
    }
    return value;
  }
}
