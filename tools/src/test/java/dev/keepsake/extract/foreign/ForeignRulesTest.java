package dev.keepsake.extract.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.keepsake.extract.Extraction;
import dev.keepsake.extract.Extraction.PassedOver;
import dev.keepsake.extract.Extraction.Proposal;
import dev.keepsake.extract.Message;
import dev.keepsake.extract.Role;
import dev.keepsake.extract.text.Language;
import dev.keepsake.memory.Confidence;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ForeignRulesTest {
  /// From here up a write is accepted.
  private static final Confidence ACCEPTED = new Confidence(0.7);

  private final ForeignRules rules = new ForeignRules();

  /// The rows of `<language>.txt`: an outcome, a message, and words of each proposal.
  static Stream<Arguments> rows() throws IOException {
    var rows = new ArrayList<Arguments>();
    for (Language language : Language.FOREIGN) {
      for (String line : lines(language.vocabulary())) {
        List<String> cells = Stream.of(line.split("\\|")).map(String::strip).toList();
        rows.add(
            Arguments.of(language, cells.get(0), cells.get(1), cells.subList(2, cells.size())));
      }
    }
    return rows.stream();
  }

  private static List<String> lines(String name) throws IOException {
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(ForeignRulesTest.class.getResourceAsStream(name + ".txt")),
                StandardCharsets.UTF_8))) {
      return in.lines().filter(line -> !line.startsWith("#")).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void a_message_proposes_what_the_table_says(
      Language language, String outcome, String message, List<String> words) {
    List<Proposal> proposals = accepted(rules.read(said(message), language));
    assertThat(kinds(proposals)).isEqualTo(outcome);
    for (int i = 0; i < proposals.size(); i++) {
      assertThat(text(proposals.get(i))).contains(words.get(i));
    }
  }

  @Test
  void a_statement_frames_the_clause_without_what_leads_to_it() {
    assertThat(texts("Ja, und übrigens wohne ich seit 2020 in Emden!", Language.GERMAN))
        .containsExactly("The user said in German: \"Wohne ich seit 2020 in Emden.\"");
    assertThat(texts("Salut, j'ai deux lapins 🐇", Language.FRENCH))
        .containsExactly("The user said in French: \"J'ai deux lapins.\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SPANISH    | No como marisco.            | "No como marisco."
          PORTUGUESE | Não bebo leite.             | "Não bebo leite."
          ITALIAN    | No, non mangio pesce.       | "Non mangio pesce."
          POLISH     | Nie jem nabiału.            | "Nie jem nabiału."
          SPANISH    | No, vivo en Soria.          | "Vivo en Soria."
          """)
  void a_negation_stays_and_a_no_goes(Language language, String message, String clause) {
    assertThat(texts(message, language)).singleElement().asString().endsWith(": " + clause);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GERMAN     | Hast du Haustiere?              | ja, zwei Frettchen         | zwei Frettchen
          FRENCH     | Tu as des allergies ?           | oui, aux crustacés         | crustacés
          SPANISH    | ¿Tienes mascotas?               | sí, dos gatos              | dos gatos
          ITALIAN    | Che lavoro fai?                 | il panettiere              | panettiere
          PORTUGUESE | Tem filhos?                     | três meninas               | três meninas
          DUTCH      | Waar woon je?                   | in Sneek                   | Sneek
          POLISH     | Masz jakieś zwierzęta?          | tak, chomika               | chomika
          """)
  void a_short_answer_is_kept_with_its_question(
      Language language, String question, String answer, String words) {
    List<Proposal> proposals =
        accepted(
            rules.read(
                List.of(
                    message(Role.USER, "..."),
                    message(Role.ASSISTANT, question),
                    message(Role.USER, answer)),
                language));
    assertThat(proposals)
        .singleElement()
        .satisfies(proposal ->
            assertThat(text(proposal)).startsWith("Asked ").containsIgnoringCase(words));
  }

  @Test
  void a_question_about_the_task_makes_no_memory_of_its_answer() {
    Extraction read =
        rules.read(
            List.of(
                message(Role.USER, "..."),
                message(Role.ASSISTANT, "¿Prefieres la versión corta o la larga?"),
                message(Role.USER, "la corta")),
            Language.SPANISH);
    assertThat(read.proposals()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ITALIAN    | Mio fratello Elia vive a Pavia, fa il fabbro.     | Mio fratello Elia | Fa il fabbro.
          FRENCH     | Ma tante Odile m'écrit. Elle habite à Brest.      | Ma tante Odile    | Elle habite à Brest.
          GERMAN     | Das ist für meinen Onkel Knut. Er wohnt in Husum. | meinen Onkel Knut | Er wohnt in Husum.
          """)
  void what_is_said_of_somebody_names_them(
      Language language, String message, String whom, String clause) {
    assertThat(texts(message, language).getLast()).contains(" of " + whom + ": \"" + clause);
  }

  @Test
  void a_relative_clause_is_a_statement_of_its_own() {
    assertThat(texts("Mi primo Iker, que vive en Tudela, es apicultor.", Language.SPANISH))
        .containsExactly(
            "The user said in Spanish: \"Mi primo Iker, que vive en Tudela.\"",
            "The user said in Spanish: \"Mi primo Iker es apicultor.\"");
  }

  @Test
  void what_was_said_just_before_can_be_taken_back() {
    Extraction read =
        rules.read(
            List.of(
                message(Role.USER, "Ik woon in Zeist."),
                message(Role.ASSISTANT, "Genoteerd."),
                message(Role.USER, "laat maar, grapje")),
            Language.DUTCH);
    assertThat(read.proposals())
        .singleElement()
        .isInstanceOfSatisfying(
            Proposal.Forget.class,
            forget ->
                assertThat(forget.description())
                    .isEqualTo("The user said in Dutch: \"Ik woon in Zeist.\""));
  }

  @Test
  void a_change_is_marked_as_a_correction() {
    Proposal proposal =
        accepted(rules.read(said("Ich wohne nicht mehr in Ulm."), Language.GERMAN)).getFirst();
    assertThat(((Proposal.Save) proposal).corrects()).isTrue();
  }

  @Test
  void what_was_passed_over_is_reported_with_the_reason() {
    assertThat(rules.read(said("Peut-être que j'habiterai à Caen."), Language.FRENCH).passedOver())
        .extracting(PassedOver::reason)
        .containsExactly("hedged");
  }

  @Test
  void quoted_and_pasted_text_is_not_the_users() {
    Extraction read =
        rules.read(
            said("Was hältst du davon?\n> Ich wohne in Aalen und habe drei Kinder."),
            Language.GERMAN);
    assertThat(read.proposals()).isEmpty();
    assertThat(read.passedOver()).extracting(PassedOver::reason).contains("quotation");
  }

  @Test
  void what_is_no_sentence_is_read_in_no_time() {
    String endless = "ich wohne, ".repeat(1_500);
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertThat(rules.read(said(endless), Language.GERMAN).passedOver())
                .extracting(PassedOver::reason)
                .containsExactly("too_long"));
    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> rules.read(said("z. 1. ".repeat(3_000)), Language.GERMAN));
  }

  private List<String> texts(String message, Language language) {
    return accepted(rules.read(said(message), language)).stream()
        .map(ForeignRulesTest::text)
        .toList();
  }

  private static List<Message> said(String message) {
    return List.of(message(Role.USER, message));
  }

  private static Message message(Role role, String content) {
    return new Message(role, content, Optional.empty());
  }

  private static List<Proposal> accepted(Extraction read) {
    return read.proposals().stream()
        .filter(proposal -> confidence(proposal).atLeast(ACCEPTED))
        .toList();
  }

  private static Confidence confidence(Proposal proposal) {
    return switch (proposal) {
      case Proposal.Save save -> save.confidence();
      case Proposal.Forget forget -> forget.confidence();
    };
  }

  private static String text(Proposal proposal) {
    return switch (proposal) {
      case Proposal.Save save -> save.content();
      case Proposal.Forget forget -> forget.description();
    };
  }

  private static String kinds(List<Proposal> proposals) {
    return proposals.isEmpty()
        ? "nothing"
        : proposals.stream()
            .map(proposal ->
                switch (proposal) {
                  case Proposal.Save save -> save.type().wireName();
                  case Proposal.Forget _ -> "forget";
                })
            .collect(Collectors.joining("+"));
  }
}
