package dev.keepsake.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// When the memories of a chain held, as far as it was known.
final class TimelineTest {
  private static final int RECORDED = 2026;

  private static MemoryId id(int number) {
    return new MemoryId(new UUID(0, number));
  }

  private static Instant year(int year) {
    return LocalDate.of(year, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  private static Optional<Instant> year(String year) {
    return Optional.of(year).filter(y -> !y.equals("-")).map(y -> year(Integer.parseInt(y)));
  }

  /// The version of that number, recorded as many years after the first, of `versions`.
  private static Memory version(int number, int versions, Instant from, Optional<Instant> to) {
    boolean last = number == versions - 1;
    Optional<Instant> replaced = last ? Optional.empty() : Optional.of(year(RECORDED + number + 1));
    Instant at = year(RECORDED + number);
    var origin =
        new Origin(
            Source.CHAT,
            Provenance.MODEL,
            Trust.MEDIUM,
            ExtractionType.TOOL,
            new ClientId(new UUID(0, 1)),
            Optional.empty(),
            Optional.empty());
    return new Memory(
        id(number),
        new Owner(new UserId(new UUID(0, 1)), new Scope("local")),
        new Statement(
            MemoryType.FACT,
            new Content("version " + number),
            new Confidence(1),
            new Importance(0.5),
            List.of()),
        origin,
        new Lifetime(
            at, replaced, from, to.or(() -> replaced), Optional.empty(), at, replaced.orElse(at)),
        last ? Status.ACTIVE : Status.SUPERSEDED,
        last ? Optional.empty() : Optional.of(id(number + 1)),
        EmbeddingStatus.COMPLETED,
        number);
  }

  private static List<Memory> chain(List<Integer> from) {
    return IntStream.range(0, from.size())
        .mapToObj(i -> version(i, from.size(), year(from.get(i)), Optional.empty()))
        .toList();
  }

  private static List<String> holding(List<Memory> chain, TimeAsked asked) {
    var timeline = Timeline.of(asked, chain);
    return chain.stream()
        .filter(memory -> !memory.lifetime().recordedAt().isAfter(asked.known()))
        .map(timeline::known)
        .filter(memory -> asked.holds(memory.lifetime()))
        .map(memory -> memory.content().text())
        .toList();
  }

  /// Two versions; `to` is the first one's own end.
  @ParameterizedTest
  @CsvSource({
    "2010, -,    2020, 2010, 2020, a fact that another followed",
    "2010, 2015, 2020, 2010, 2015, a fact that had ended before",
    "2010, 2030, 2020, 2010, 2020, a fact that was thought to last longer",
    "2010, -,    2010, 2010, 2010, a correction from the beginning",
    "2010, -,    2005, 2010, 2010, a correction from before",
    "2010, 2005, 2020, 2010, 2010, a fact that ended before it began",
    "2010, -,    2040, 2010, 2040, a fact that is to change"
  })
  void a_replaced_memory_holds_from_its_begin_to_that_of_what_replaced_it(
      int from, String to, int next, int begin, int end, String why) {
    var first = version(0, 2, year(from), year(to));
    var second = version(1, 2, year(next), Optional.empty());
    Lifetime known = Timeline.of(TimeAsked.NOW, List.of(first, second)).known(first).lifetime();
    assertThat(known.validFrom()).as(why).isEqualTo(year(begin));
    assertThat(known.validTo()).as(why).contains(year(end));
  }

  @Test
  void before_it_was_replaced_nobody_knew_of_an_end() {
    var chain = chain(List.of(2010, 2020));
    var before = new TimeAsked(Optional.of(year(RECORDED + 1).minusNanos(1_000)), year("2022"));
    assertThat(holding(chain, before)).containsExactly("version 0");
    Memory known = Timeline.of(before, chain).known(chain.getFirst());
    assertThat(known.status()).isEqualTo(Status.ACTIVE);
    assertThat(known.supersededBy()).isEmpty();
    assertThat(known.lifetime().validTo()).isEmpty();
    assertThat(known.lifetime().supersededAt()).isEmpty();
    assertThat(known.lifetime().updatedAt()).isEqualTo(known.lifetime().recordedAt());
    var from = new TimeAsked(Optional.of(year(RECORDED + 1)), year("2022"));
    assertThat(holding(chain, from)).containsExactly("version 1");
  }

  @Test
  void an_end_of_its_own_was_known_before_it_was_replaced() {
    var first = version(0, 2, year(2010), year("2015"));
    var chain = List.of(first, version(1, 2, year(2020), Optional.empty()));
    var asked = new TimeAsked(Optional.of(year(RECORDED)), Optional.empty());
    assertThat(Timeline.of(asked, chain).known(first).lifetime().validTo()).contains(year(2015));
  }

  /// Whatever begins when: at any time the version holds that was recorded last of those that begin
  /// by then.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void at_most_one_version_of_a_chain_holds_at_any_time(long seed) {
    var random = new Random(seed);
    List<Integer> from = IntStream.range(0, 12).mapToObj(_ -> 2000 + random.nextInt(15)).toList();
    List<Memory> chain = chain(from);
    for (int known = 0; known < from.size(); known++) {
      for (int at = 1999; at < 2017; at++) {
        var asked = new TimeAsked(Optional.of(year(RECORDED + known)), Optional.of(year(at)));
        var expected = new ArrayList<String>();
        for (int i = known; i >= 0 && expected.isEmpty(); i--) {
          if (from.get(i) <= at) {
            expected.add("version " + i);
          }
        }
        assertThat(holding(chain, asked))
            .as("%s at %d as of %d", from, at, known)
            .isEqualTo(expected);
      }
    }
  }

  /// No store makes one, but a file may be meddled with.
  @Test
  void a_circle_comes_to_an_end() {
    var known =
        List.of(
            new Succession(id(0), id(1), year(2010)),
            new Succession(id(1), id(2), year(2020)),
            new Succession(id(2), id(0), year(2015)));
    var timeline = new Timeline(TimeAsked.NOW, known);
    Memory first = version(0, 2, year(2005), Optional.empty());
    assertThat(timeline.known(first).lifetime().validTo()).isPresent();
  }

  @Test
  void a_chain_may_be_long() {
    int length = 100_000;
    var known =
        IntStream.range(0, length)
            .mapToObj(i -> new Succession(id(i), id(i + 1), year(2000 + i % 20)))
            .toList();
    var timeline = new Timeline(TimeAsked.NOW, known);
    Memory first = version(0, 2, year(1990), Optional.empty());
    assertThat(timeline.known(first).lifetime().validTo()).contains(year(2000));
  }
}
