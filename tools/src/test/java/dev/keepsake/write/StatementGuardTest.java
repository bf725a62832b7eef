package dev.keepsake.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.keepsake.write.Verdict.Differs;
import dev.keepsake.write.Verdict.Same;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StatementGuardTest {
  private static final long SEED = 20261120;

  private final StatementGuard guard = new StatementGuard();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          The user has two cats                     | the user has 2 cats.
          The rent is 1,200 euros a month           | The rent is €1200 a month
          The user is one hundred and five years old| The user is 105 years old
          The user's birthday is March 3rd          | The user's birthday is on 3 March
          The call is at 5 pm                       | The call is at 17:00
          The release is planned for 2026-12-01     | The release is planned for December 1st, 2026
          The user does not eat meat                | The user doesn't eat any meat
          The user dislikes long meetings           | The user does not like long meetings
          The user prefers tea to coffee            | The user prefers tea over coffee
          Anna is older than Ben                    | Ben is younger than Anna
          The user's mum lives in Leeds             | The user's mother lives in Leeds
          The user is allergic to nuts, milk and rye| The user is allergic to rye, nuts, and milk
          The user knows Go and Rust                | The user knows Rust and Go
          The user has one dog                      | The user has a dog
          The user resides in Amsterdam             | The user lives in Amsterdam
          The user’s favorite colour is green       | The user's favourite color is green
          The user lives in Berlin with two dogs    | The user lives in Berlin
          The user lives in Zürich                  | The user lives in Zurich
          Tom works at the United Nations           | Tom works at the UN
          The user owns a red kayak                 | The user has a red kayak
          The user's car is a green Fiat            | The user drives a green Fiat
          The user's home is in Porto               | The user lives in Porto
          The user's dog's name is Bella            | The user's dog is named Bella
          Mona, the user's aunt, runs a bakery      | The user's aunt Mona runs a bakery
          The user has an interview with the banker | The user has a banker interview
          Blue is the user's lucky colour           | The user's lucky colour is blue
          In summer, Nils sails                     | Nils sails in summer
          The user wants summaries to be short      | Summaries should be short
          The user does not smoke any more          | The user no longer smokes
          The user works as a vet in Leeds          | The user is a vet in Leeds
          The user has a nut allergy                | The user is allergic to nuts
          The user's parrot is named Kiwi           | The user has a parrot called Kiwi
          The user likes swimming                   | The user likes to swim
          The user has been working here since 2018 | The user has worked here since 2018
          The user decided to use Kafka for events  | The user chose Kafka for events
          The user suffers from asthma              | The user has asthma
          The user collects stamps                  | The user is a stamp collector
          The user is a teacher of maths            | The user teaches maths
          The user's partner is a vegan             | The user has a vegan partner
          The user's team uses Jira to track bugs   | The user's team tracks bugs in Jira
          Ann hired the user                        | The user was hired by Ann
          The user took up running in 2019          | In 2019 the user took up running
          The user gets up at half past six         | The user gets up at 6:30
          The call is at noon                       | The call is at 12:00
          The exam is on the second of May          | The exam is on May 2
          The exam will take place on 2 May         | The exam is scheduled for May 2
          The user earns 1.2 million a year         | The user earns 1,200,000 a year
          The user's start-up sells tea             | The user's startup sells tea
          The site is built with Next.js            | The site is built with NextJS
          The user wants to be called Max           | Call the user Max
          Never use emojis                          | The user does not want emojis
          The user bought a small red car           | The user bought a car
          il gatto dorme sul divano da ieri sera    | da ieri sera il gatto dorme sul divano
          """)
  void what_says_the_same_or_less_is_the_same(String stored, String proposed) {
    assertThat(guard.compare(stored, proposed)).isEqualTo(new Same());
  }

  /// The model drops every mark and has no token for a slash: their vectors are equal.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          The user likes かき              | The user likes がき
          The user collects мои            | The user collects мой
          The script runs rm -rf build     | The script runs rm -rf /
          """)
  void a_mark_of_another_script_and_a_lone_path_tell_apart(String stored, String proposed) {
    assertThat(guard.compare(stored, proposed)).isInstanceOf(Differs.class);
    assertThat(guard.compare(proposed, stored)).isInstanceOf(Differs.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          negation         | The user is allergic to nuts        | The user is not allergic to nuts
          negation         | The user takes sugar in tea         | The user takes tea without sugar
          negation         | The user smokes                     | The user has stopped smoking
          negation         | The user likes tea but not coffee   | The user likes coffee but not tea
          negation         | The user likes tea                  | The user dislikes tea
          negation         | Der Nutzer isst Fleisch             | Der Nutzer isst kein Fleisch
          negation         | L'utilisateur aime le café          | L'utilisateur n'aime pas le café
          negation         | El usuario come carne               | El usuario no come carne
          comparison_order | The user prefers Go over Rust       | The user prefers Rust over Go
          comparison_order | Rather than Go, the user uses Rust  | Rather than Rust, the user uses Go
          comparison_order | The user moved from Bonn to Kiel    | The user moved from Kiel to Bonn
          comparison_order | Anna is Ben's manager               | Ben is Anna's manager
          comparison_order | Anna taught Ben                     | Ben taught Anna
          comparison_order | The user owes Tom 50 euros          | Tom owes the user 50 euros
          antonym          | The user runs in the morning        | The user runs in the evening
          antonym          | Take the pill before meals          | Take the pill after meals
          antonym          | The user's budget is $500           | The user's budget is €500
          number           | The user has two cats               | The user has three cats
          number           | The user has 2 cats and 3 dogs      | The user has three cats
          number           | The project uses Python 3.1         | The project uses Python 3.10
          number           | The server is 10.0.0.1              | The server is 10.0.0.2
          date             | The stand-up is on Monday           | The stand-up is on Tuesday
          date             | The user was born in 1988           | The user was born in 1989
          tense            | The user lives in Oslo              | The user lived in Oslo
          name             | The user lives in Berlin            | The user lives in Munich
          wording          | The user's favourite colour is blue | The user's favourite colour is green
          antonym          | The door opens inward               | The door opens outward
          antonym          | The shop is under the flat          | The shop is above the flat
          """)
  void what_cannot_hold_beside_the_stored_statement_contradicts(
      String difference, String stored, String proposed) {
    assertThat(guard.compare(stored, proposed))
        .isInstanceOfSatisfying(
            Differs.class,
            differs -> {
              assertThat(differs.difference().wireName()).isEqualTo(difference);
              assertThat(differs.contradicts()).isTrue();
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          role          | The user's mother is a doctor     | The user's father is a doctor
          role          | The user likes opera              | The user's wife likes opera
          role          | The user's brother likes tea      | The user likes tea
          name          | Anna likes jazz                   | Ben likes jazz
          name          | The user knows C                  | The user knows C++
          name          | The user edited README.md         | The user edited CHANGELOG.md
          name          | Jon likes tea                     | Jones likes tea
          name          | Anna is not allergic to nuts      | Ben is allergic to nuts
          negation      | It is not without risk            | It is with risk
          modality      | The user lives in Canada          | The user wants to live in Canada
          modality      | If it rains the user takes a bus  | The user takes a bus
          modality      | The user eats meat                | The user eats meat only on Sundays
          wording       | The user likes tea                | The user likes coffee
          wording       | The user's dog fears thunder      | The user fears thunder
          role          | The assistant should keep it short| The user should keep it short
          date          | The meeting is on Monday          | The meeting is at 9:30
          more_specific | The user lives in Berlin          | The user lives in Berlin with two dogs
          more_specific | The user drinks no tea after noon | The user drinks no tea
          wording       | 我喜欢喝茶                          | 我喜欢喝咖啡
          """)
  void what_says_something_else_or_more_differs_without_contradicting(
      String difference, String stored, String proposed) {
    assertThat(guard.compare(stored, proposed))
        .isInstanceOfSatisfying(
            Differs.class,
            differs -> {
              assertThat(differs.difference().wireName()).isEqualTo(difference);
              assertThat(differs.contradicts()).isFalse();
            });
  }

  /// All words of one text are in the other one too.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          The cat chased the dog           | The dog chased the cat
          First feed the cat, then the dog | First feed the dog, then the cat
          The red wire goes to the top     | The top wire goes to the red
          The user ran for mayor           | The user ran the mayor
          The user gave up on the course   | The user gave up the course
          The user paints the boats        | The user paints in the boats
          The user has a mentor            | The user is a mentor
          The user is bored                | The user is boring
          The user pays monthly            | The user is paid monthly
          The user has a sheepdog          | The user has sheepdogs
          The meeting is on Monday         | The meeting is every Monday
          The user drinks tea or coffee    | The user drinks tea and coffee
          Otto lent him the ladder         | Otto lent her the ladder
          The retry waits 20 ms            | The retry waits 20 s
          The user is over 40              | The user is 40
          Few of the guests came           | Quite a few of the guests came
          The user lived in Graz for a year| The user has been living in Graz for a year
          Ella earns less than Finn        | Ella earns more than Finn
          Most of the tests pass           | The tests pass
          All but one of the tests pass    | All of the tests pass
          The user likes fake leather      | The user likes leather
          The lid of the jar is broken     | The jar is broken
          The user eats fish when abroad   | The user eats fish
          The user eats fish only on Monday| The user eats fish
          The user is free until Friday    | The user is free
          Only Ella drinks tea             | Ella drinks only tea
          The bus is late if it rains      | If the bus is late it rains
          Finn likes that Ella doesn't sing| Finn doesn't like that Ella sings
          The user avoids sugar            | The user stopped sugar
          The user rarely drinks wine      | The user never drinks wine
          The user wants to move           | The user has to move
          The user should wear a helmet    | The user must wear a helmet
          The user sat down to lunch lately| The user sat down to lunch late
          Il cane morde il gatto           | Il gatto morde il cane
          L'utilisateur boit encore du thé | L'utilisateur ne boit plus de thé
          De gebruiker loopt met Jan       | De gebruiker loopt zonder Jan
          The user did not like the play   | The user does not like the play
          Everybody there trusts the user  | The user trusts everybody there
          The fence is being painted       | The fence has been painted
          The pronouns of Robin are they   | The pronouns of Robin are we
          Order of work: mow, rake and dig | Order of work: dig, rake and mow
          O utilizador mora em Lisboa      | O utilizador morava em Lisboa
          The user was robbed              | The user robbed
          Ann feeds the user's cat         | Ann feeds her cat
          The user runs to the hills       | The user runs the hills
          The key is in the box            | The key is on the box
          The user owns a plane            | The user owns a plan
          The user has organic fruit       | The user has organ fruit
          The user wants a dog             | The user has a dog
          The user is vice president       | The user is president
          The user owns a toy car          | The user owns a car
          The user calls every two weeks   | The user calls every week
          The user's sister in Oslo moved a lot | The user's sister moved a lot in Oslo
          The user coaches Ann's brother   | The user coaches his brother
          The user's son has a dog         | The user has a son and a dog
          The user will drive if Ann pays  | The user will pay if Ann drives
          The user is allergic to cats     | The user's cat is allergic
          The user prefers to be called    | The user prefers to call
          Ann was seen by the user         | Ann saw the user
          The user has a French teacher    | The user teaches French
          The user lives near the park     | The user lives opposite the park
          The shop sells a flower garden   | The shop sells garden flowers
          """)
  void the_same_words_built_otherwise_are_not_the_same(String stored, String proposed) {
    assertThat(guard.compare(stored, proposed)).isInstanceOf(Differs.class);
  }

  @Test
  void the_words_that_differ_are_named() {
    assertThat(guard.compare("The user has two cats", "The user has three cats"))
        .isEqualTo(new Differs(Difference.NUMBER, true, "two", "three"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "negation|The user eats meat|The user never eats meat",
        "comparison_order|The user prefers Go over Rust|The user prefers Rust over Go",
        "number|The team has 5 members|The team has 6 members",
        "date|The exam is in May|The exam is in June",
        "antonym|The window is open|The window is closed",
        "role|The user's son sings|The user's daughter sings",
        "name|Anna likes jazz|Ben likes jazz"
      })
  void a_difference_is_the_same_from_either_side(String row) {
    String[] cells = row.split("\\|", -1);
    Differs there = (Differs) guard.compare(cells[1], cells[2]);
    Differs back = (Differs) guard.compare(cells[2], cells[1]);
    assertThat(there.difference().wireName()).isEqualTo(cells[0]);
    assertThat(back.difference()).isEqualTo(there.difference());
    assertThat(back.contradicts()).isEqualTo(there.contradicts());
  }

  @Test
  void a_text_says_the_same_as_itself_whatever_its_case_and_spacing() {
    for (String text : randomTexts(500)) {
      assertThat(guard.compare(text, text)).isEqualTo(new Same());
      assertThat(guard.compare(text, "  " + text + " \n")).as(text).isEqualTo(new Same());
    }
  }

  @Test
  void no_text_makes_it_throw() {
    List<String> texts = randomTexts(5_000);
    for (int i = 1; i < texts.size(); i++) {
      String stored = texts.get(i - 1);
      String proposed = texts.get(i);
      assertThatCode(() -> guard.compare(stored, proposed))
          .as("%s | %s", stored, proposed)
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "1",
        ".",
        "'",
        "-",
        "€",
        "a ",
        "no ",
        "hundred ",
        "thousand ",
        "may 5 ",
        "A, ",
        "1.",
        "1:",
        "a@",
        "than ",
        "only if not ",
        "Anna cat ",
        "in Berlin ",
        "wants to ",
        "user's ",
        "\uD83D",
        "short long ",
        "not, ",
        "e\u0301",
        "two Anna "
      })
  void a_long_text_takes_no_more_than_its_length_asks_for(String unit) {
    String text = unit.repeat(50_000 / unit.length());
    assertTimeoutPreemptively(
        Duration.ofSeconds(60), () -> guard.compare(text, "The user has 3 cats. " + text + "z"));
  }

  private static List<String> randomTexts(int count) {
    Random random = new Random(SEED);
    List<String> words =
        List.of(
            "the",
            "user",
            "user's",
            "Anna",
            "not",
            "no",
            "never",
            "two",
            "3",
            "3.11",
            "1,200",
            "€5",
            "March",
            "3rd",
            "2026-12-01",
            "9:30",
            "pm",
            "than",
            "over",
            "from",
            "to",
            "before",
            "likes",
            "hates",
            "mother",
            ",",
            ";",
            "--",
            "n't",
            "don't",
            "'",
            "''s",
            "@",
            "://",
            "C++",
            "hundred",
            "million",
            "half",
            "and",
            "but",
            "if",
            "may",
            "ß",
            "İ",
            "ﬁ",
            "½",
            "٣",
            "东京",
            "😀",
            "\uD800",
            "\u0000");
    return random
        .ints(count, 0, 25)
        .mapToObj(length -> {
          StringBuilder text = new StringBuilder();
          for (int i = 0; i < length; i++) {
            if (random.nextInt(4) == 0) {
              text.append((char) random.nextInt(Character.MAX_VALUE + 1));
            } else {
              text.append(words.get(random.nextInt(words.size())));
            }
            text.append(random.nextInt(5) == 0 ? "" : " ");
          }
          return text.toString();
        })
        .toList();
  }
}
