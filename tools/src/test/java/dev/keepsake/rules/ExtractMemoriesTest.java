package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.TestMemory;
import dev.keepsake.extract.Extraction.PassedOver;
import dev.keepsake.extract.ExtractionOutcome;
import dev.keepsake.extract.ExtractionOutcome.Use;
import dev.keepsake.extract.Message;
import dev.keepsake.extract.Role;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.UserName;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Entry;
import dev.keepsake.tool.Recalled;
import dev.keepsake.tool.ToolOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// From messages to memories, through a real Keepsake. On one database alone: it reaches the store
/// by the tools, whose rules are tried on both.
class ExtractMemoriesTest extends FileTest {

  @Test
  void a_statement_is_stored_as_an_inference_of_the_local_rules() {
    Use use = only(say("I live in Turku."));

    assertThat(use.tool()).isEqualTo("save_memory");
    assertThat(use.action()).isEqualTo("created");
    assertThat(use.failed()).isFalse();
    assertThat(database.rows("select * from memory_write_events"))
        .singleElement()
        .satisfies(event ->
            assertThat(event)
                .containsEntry("memory_type", "fact")
                .containsEntry("source", "ai_extracted")
                .containsEntry("extraction_type", "local_rules")
                .containsEntry("trust", "medium"));
    assertThat(contents()).containsExactly("The user lives in Turku.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          The user lives in Turku                 | I live in Turku.
          The user lives in Turku                 | im living in turku, as you know
          The user is allergic to walnuts         | As I said, I'm allergic to walnuts.
          The user's sister is a vet              | My sister's a vet.
          The user has two cats                   | I have 2 cats.
          The user doesn't eat any meat           | I don't eat meat.
          """)
  void what_is_known_is_not_stored_again(String known, String message) {
    memory.saved(known);
    ExtractionOutcome outcome = say(message);

    assertThat(outcome.uses()).isEmpty();
    assertThat(outcome.passedOver()).extracting(PassedOver::reason).contains("known: " + known);
    assertThat(contents()).containsExactly(known);
  }

  /// As an application hands it on to its model, and a model back to it.
  @Test
  void what_was_recalled_is_not_learned_again() {
    say(Recalled.mark("I keep bees in my garden."));
    assertThat(contents()).isEmpty();
    memory.saved("The user has two cats");
    String recalled =
        switch (memory.call("query_memory", "query", "cats")) {
          case ToolOutcome.Done(var _, var text) -> text;
          case ToolOutcome.Failed(var problem) -> throw new AssertionError(problem);
        };
    assertThat(Recalled.without(recalled)).doesNotContain("cats");
    say(recalled + "\n\nI live in Turku.");
    assertThat(contents())
        .containsExactlyInAnyOrder("The user lives in Turku.", "The user has two cats");
  }

  @Test
  void the_same_message_twice_is_one_memory() {
    say("I keep bees in my garden.");
    say("I keep bees in my garden.");
    assertThat(contents()).hasSize(1);
  }

  @Test
  void another_statement_of_the_same_kind_is_stored_beside_it() {
    memory.saved("The user's sister Berta is a vet");
    say("My sister Anna is a welder.");
    assertThat(contents()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          The user lives in Turku           | I live in Graz now.
          The user has two cats             | We actually have three cats.
          The user's favourite colour is red| My favourite colour is teal.
          """)
  void a_correction_takes_the_place_of_what_it_corrects(String old, String message) {
    String id = memory.saved(old);
    Use use = only(say(message));

    assertThat(use.action()).isEqualTo("created");
    assertThat(use.arguments().get("supersedes").asText()).isEqualTo(id);
    assertThat(contents()).hasSize(1).doesNotContain(old);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          The user's shoe size is 44         | Please forget my shoe size.
          The user has two cats              | Forget about my cats.
          The user lives in Turku            | Please forget where I live.
          The user's brother Piet is a baker | Please forget what I told you about my brother.
          """)
  void what_is_to_be_forgotten_goes_and_the_rest_stays(String meant, String message) {
    memory.saved("The production server runs Debian");
    memory.saved("The user's sister Berta is a vet");
    memory.saved(meant);
    say(message);

    assertThat(contents())
        .containsExactlyInAnyOrder(
            "The production server runs Debian", "The user's sister Berta is a vet");
  }

  @Test
  void what_is_to_be_deleted_from_a_text_is_no_memory() {
    memory.saved("The user's sister Berta is a vet");
    say("Delete the last paragraph about my sister Berta.");
    say("Remove my name from the list.");

    assertThat(contents()).containsExactly("The user's sister Berta is a vet");
  }

  @Test
  void what_is_no_longer_so_takes_the_place_of_what_was() {
    memory.saved("The user eats meat");
    say("I don't eat meat anymore.");

    assertThat(contents()).containsExactly("The user does not eat meat anymore.");
  }

  @Test
  void where_two_could_be_meant_nothing_is_forgotten() {
    memory.saved("The user's sister Berta is a vet");
    memory.saved("The user's sister Anna is a welder");
    ExtractionOutcome outcome = say("Please forget what I told you about my sister.");

    assertThat(contents()).hasSize(2);
    assertThat(outcome.uses()).extracting(Use::action).isNotEmpty().doesNotContain("deleted");
  }

  @Test
  void everything_about_somebody_goes_at_once() {
    memory.saved("The user's sister Berta is a vet");
    memory.saved("The user's sister Berta lives in Gent");
    memory.saved("The production server runs Debian");
    say("Delete everything you know about my sister Berta.");

    assertThat(contents()).containsExactly("The production server runs Debian");
  }

  @Test
  void what_nothing_is_known_of_is_not_forgotten() {
    memory.saved("The user lives in Turku");
    say("Please forget my blood type.");
    assertThat(contents()).containsExactly("The user lives in Turku");
  }

  @Test
  void a_jest_is_forgotten_when_it_is_taken_back() {
    memory.saved("The user's sister Berta is a vet");
    var conversation = new ArrayList<Message>();
    conversation.add(user("I live in Turku."));
    run(conversation);
    assertThat(contents()).contains("The user lives in Turku.");
    conversation.add(new Message(Role.ASSISTANT, "Noted!", Optional.empty()));
    run(conversation);
    conversation.add(user("I was joking."));
    run(conversation);

    assertThat(contents()).containsExactly("The user's sister Berta is a vet");
  }

  @Test
  void a_secret_is_refused_as_it_is_to_an_agent() {
    Use use = only(say("Remember that my wifi password is Zebrafink77."));

    assertThat(use.action()).isEqualTo("rejected");
    assertThat(use.failed()).isFalse();
    assertThat(use.answer().get("rule").asText()).isEqualTo("secret_detected");
    assertThat(use.answer().toString()).doesNotContain("Zebrafink77");
    assertThat(contents()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Maybe I'll move to Graz some day.",
        "I might be allergic to walnuts, not sure.",
        "I'm thinking about getting a dog.",
        "What's the weather in Turku?",
        "Thanks!",
        "🙂"
      })
  void what_is_hedged_asked_or_nothing_is_not_stored(String message) {
    say(message);
    assertThat(contents()).isEmpty();
  }

  @Test
  void the_rate_limit_is_answered_as_it_is_to_an_agent() {
    reopen(settings -> settings.with(new RateLimits(1, 0)), TestMemory.model());
    assertThat(only(say("I live in Turku.")).action()).isEqualTo("created");
    Use refused = only(say("My sister Berta is a vet."));

    assertThat(refused.action()).isEqualTo("rate_limited");
    assertThat(refused.answer().get("rule").asText()).isEqualTo("rate_limit_conversation");
    assertThat(contents()).containsExactly("The user lives in Turku.");
  }

  @Test
  void what_one_user_says_is_not_told_of_another() {
    say("I live in Turku.");
    memory.as("bob");
    assertThat(contents()).isEmpty();
  }

  private ExtractionOutcome say(String message) {
    return run(List.of(user(message)));
  }

  private ExtractionOutcome run(List<Message> conversation) {
    Caller caller =
        memory.keepsake.caller(
            Optional.of(new UserName("ada")),
            Optional.of(new ConversationId("c1")),
            "test-call",
            Entry.LOCAL_RULES);
    return memory.keepsake.extract().run(caller, conversation);
  }

  private static Use only(ExtractionOutcome outcome) {
    assertThat(outcome.uses()).as("%s", outcome).hasSize(1);
    return outcome.uses().getFirst();
  }

  private List<String> contents() {
    ObjectNode newest = memory.done("query_memory");
    return TestMemory.contents(newest);
  }

  private static Message user(String content) {
    return new Message(Role.USER, content, Optional.empty());
  }
}
