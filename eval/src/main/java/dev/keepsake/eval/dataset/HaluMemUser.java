package dev.keepsake.eval.dataset;

import dev.keepsake.extract.Message;
import dev.keepsake.extract.Role;
import dev.keepsake.memory.UserName;
import dev.keepsake.memory.WireName;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One line of HaluMem's files: a made-up person, and what they told an assistant.
///
/// @param name as the memory points call the person
record HaluMemUser(String uuid, String name, List<Session> sessions) {
  private static final int MOST_SESSIONS = 5_000;
  private static final int MOST_MESSAGES = 10_000;
  private static final int MOST_POINTS = 1_000;
  private static final String INTERFERENCE = "interference";
  private static final List<String> SOURCES =
      List.of("primary", "secondary", "system", INTERFERENCE);
  private static final Pattern NAME = Pattern.compile("Name:\\s*([^;]+)");

  HaluMemUser {
    sessions = List.copyOf(sessions);
  }

  /// @param generated made of questions that say nothing of the person
  record Session(List<Message> dialogue, List<Point> points, boolean generated) {
    Session {
      dialogue = List.copyOf(dialogue);
      points = List.copyOf(points);
    }
  }

  /// What ought to be remembered after a session, or must not be.
  ///
  /// @param interference the assistant said so, the user did not, and it is wrong
  /// @param originals what it replaces
  record Point(String content, boolean interference, List<String> originals) {
    Point {
      originals = List.copyOf(originals);
    }
  }

  /// @throws DatasetException at the first field that does not fit
  static HaluMemUser read(HaluMemFields line) {
    String uuid = line.text("uuid");
    try {
      new UserName(uuid);
    } catch (IllegalArgumentException e) {
      throw line.refused("uuid", String.valueOf(e.getMessage()));
    }
    HaluMemFields user = line.at("user " + uuid);
    Matcher name = NAME.matcher(user.text("persona_info"));
    if (!name.find()) {
      throw user.refused("persona_info", "must have the person's name, as in \"Name: Ada Smith;\"");
    }
    if (user.isAbsent("sessions")) {
      throw user.refused("sessions", "must be a list");
    }
    List<Session> sessions =
        user.objects("sessions", MOST_SESSIONS).stream().map(HaluMemUser::session).toList();
    return new HaluMemUser(uuid, name.group(1).strip(), sessions);
  }

  private static Session session(HaluMemFields session) {
    boolean generated = session.flagOrFalse("is_generated_qa_session");
    for (String list : List.of("dialogue", "memory_points")) {
      if (session.isAbsent(list) && !generated) {
        throw session.refused(list, "must be a list");
      }
    }
    return new Session(
        session.objects("dialogue", MOST_MESSAGES).stream().map(HaluMemUser::message).toList(),
        session.objects("memory_points", MOST_POINTS).stream().map(HaluMemUser::point).toList(),
        generated);
  }

  private static Message message(HaluMemFields message) {
    String role = message.word("role", List.of("user", "assistant"));
    return new Message(
        WireName.require(Role.class, role),
        message.anyText("content"),
        message.moment("timestamp"));
  }

  private static Point point(HaluMemFields point) {
    List<String> originals = point.texts("original_memories");
    boolean update = point.flag("is_update");
    return new Point(
        point.text("memory_content"),
        point.word("memory_source", SOURCES).equals(INTERFERENCE),
        update ? originals : List.of());
  }
}
