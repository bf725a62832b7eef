package dev.keepsake.eval.dataset;

import dev.keepsake.eval.dataset.ContentWords.Word;
import dev.keepsake.eval.dataset.HaluMemUser.Point;
import dev.keepsake.eval.dataset.HaluMemUser.Session;
import dev.keepsake.extract.Message;
import dev.keepsake.extract.Role;
import dev.keepsake.memory.Content;
import dev.keepsake.memory.ContentHash;
import dev.keepsake.memory.MemoryType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Makes [WriteCase]s of one person's sessions, by the rules that [HaluMem] states.
final class HaluMemCases {
  /// Three words that all occur tell a statement from some hundred others of the same person; more
  /// would ask for the label's own wording.
  private static final int MOST_KEYWORDS = 3;

  /// What `save_memory` takes, in characters.
  private static final int LONGEST_MEMORY = 2_000;

  private final ContentWords words;
  private final HaluMemUser user;
  private final Set<String> ownName;

  /// In how many of the person's memory points a stem occurs.
  private final Map<String, Integer> spread = new HashMap<>();

  private int points;
  private int untold;
  private int unfit;

  HaluMemCases(HaluMemUser user, ContentWords words) {
    this.user = user;
    this.words = words;
    this.ownName = stems(user.name());
    user.sessions().stream()
        .flatMap(session -> session.points().stream())
        .flatMap(point -> stems(point.content()).stream())
        .forEach(stem -> spread.merge(stem, 1, Integer::sum));
  }

  /// @param warnings hears what was left out
  void make(Consumer<WriteCase> cases, Consumer<String> warnings) {
    int empty = 0;
    for (int number = 1; number <= user.sessions().size(); number++) {
      Session session = user.sessions().get(number - 1);
      if (session.dialogue().isEmpty()) {
        empty++;
      } else {
        cases.accept(one(session, number));
      }
    }
    warn(
        warnings,
        untold,
        "of %d memory points can't be told by words of their session and were left out",
        points);
    warn(
        warnings,
        unfit,
        "of %d memory points replace a memory that no store takes, which was left out",
        points);
    warn(
        warnings,
        empty,
        "of %d sessions have no dialogue and were left out",
        user.sessions().size());
  }

  private void warn(Consumer<String> warnings, int count, String what, int of) {
    if (count > 0) {
      warnings.accept("user %s: %d %s".formatted(user.uuid(), count, what.formatted(of)));
    }
  }

  private WriteCase one(Session session, int number) {
    var spoken = new Spoken(session);
    var expected = new ArrayList<ExpectedWrite>();
    for (Point point : session.points()) {
      points++;
      Optional<List<Keyword>> keywords = spoken.keywords(point);
      keywords.ifPresentOrElse(
          found ->
              expected.add(
                  new ExpectedWrite(found, Set.of(), !point.interference(), replaced(point))),
          () -> untold++);
    }
    return new WriteCase(
        "%s-%d".formatted(user.uuid(), number),
        tags(session),
        user.uuid(),
        before(session),
        session.dialogue(),
        expected,
        List.of(),
        List.of(),
        "");
  }

  private static List<String> tags(Session session) {
    var tags = new ArrayList<String>();
    boolean corrects = session.points().stream().anyMatch(p -> !p.originals().isEmpty());
    tags.add(corrects ? "corrections" : session.points().isEmpty() ? "trivial" : "several_facts");
    tags.add("halumem");
    if (session.points().stream().anyMatch(Point::interference)) {
      tags.add("interference");
    }
    if (session.generated()) {
      tags.add("generated");
    }
    return tags;
  }

  /// What the session must replace, each statement once.
  private List<ExistingMemory> before(Session session) {
    var before = new LinkedHashMap<ContentHash, ExistingMemory>();
    for (Point point : session.points()) {
      original(point)
          .ifPresent(old ->
              before.putIfAbsent(
                  new Content(old).hash(), new ExistingMemory(old, MemoryType.FACT)));
    }
    return List.copyOf(before.values());
  }

  /// Of several originals the first that a store takes: a write can be asked to replace one.
  private static Optional<String> original(Point point) {
    return point.interference()
        ? Optional.empty()
        : point.originals().stream().filter(HaluMemCases::isStorable).findFirst();
  }

  private static boolean isStorable(String original) {
    return original.codePointCount(0, original.length()) <= LONGEST_MEMORY
        && Content.findRefused(original).isEmpty();
  }

  private List<Keyword> replaced(Point point) {
    if (!point.originals().stream().allMatch(HaluMemCases::isStorable)) {
      unfit++;
    }
    return original(point)
        .map(old ->
            first(words.of(old), Comparator.comparing(this::kind).thenComparing(this::rarity)))
        .orElse(List.of());
  }

  private Set<String> stems(String text) {
    return words.stems(text);
  }

  private int kind(Word word) {
    return word.hasDigit() ? 0 : word.isName() ? 1 : 2;
  }

  private int rarity(Word word) {
    return spread.getOrDefault(word.stem(), 0);
  }

  /// The first few by `order`; where it ties, in the order of the text. The person's own name is
  /// none: a memory says "the user".
  private List<Keyword> first(List<Word> from, Comparator<Word> order) {
    var keywords = new LinkedHashMap<String, Keyword>();
    from.stream()
        .filter(word -> !ownName.contains(word.stem()))
        .sorted(order)
        .forEach(word -> {
          if (keywords.size() < MOST_KEYWORDS) {
            keywords.putIfAbsent(word.stem(), Keyword.of(word.surface()));
          }
        });
    return List.copyOf(keywords.values());
  }

  /// What was said in a session, and what of it is true.
  private final class Spoken {
    private final Set<String> byUser = new HashSet<>();
    private final Set<String> byAnyone = new HashSet<>();
    private final Set<String> truth = new HashSet<>();
    private final Set<String> interference = new HashSet<>();

    Spoken(Session session) {
      for (Message message : session.dialogue()) {
        Set<String> stems = stems(message.content());
        byAnyone.addAll(stems);
        if (message.role() == Role.USER) {
          byUser.addAll(stems);
        }
      }
      for (Point point : session.points()) {
        (point.interference() ? interference : truth).addAll(stems(point.content()));
        point.originals().forEach(original -> truth.addAll(stems(original)));
      }
    }

    /// Empty if nothing that was said tells this point from others.
    Optional<List<Keyword>> keywords(Point point) {
      Set<String> rivals = point.interference() ? truth : interference;
      Predicate<Word> shared = word -> rivals.contains(word.stem());
      Predicate<Word> unsaid = word -> !byUser.contains(word.stem());
      List<Word> said =
          words.of(point.content()).stream()
              .filter(word -> byAnyone.contains(word.stem()) && !ownName.contains(word.stem()))
              .toList();
      Comparator<Word> telling =
          Comparator.comparing(shared::test)
              .thenComparing(HaluMemCases.this::kind)
              .thenComparing(HaluMemCases.this::rarity);
      if (point.interference() && said.stream().allMatch(shared)) {
        return Optional.empty();
      }
      Comparator<Word> order =
          point.interference()
              ? telling
              : Comparator.<Word, Boolean>comparing(unsaid::test).thenComparing(telling);
      return some(first(said, order), said);
    }

    /// One word is enough only if it is a name or a number.
    private Optional<List<Keyword>> some(List<Keyword> keywords, List<Word> said) {
      boolean enough = keywords.size() > 1 || said.stream().anyMatch(word -> kind(word) < 2);
      return enough ? Optional.of(keywords) : Optional.empty();
    }
  }
}
