package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.Keepsake;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.TestMemory;
import dev.keepsake.access.ClientRequest;
import dev.keepsake.job.JobKind;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.memory.ClientName;
import dev.keepsake.memory.OrganizationName;
import dev.keepsake.memory.UserName;
import dev.keepsake.policy.MarkedWords;
import dev.keepsake.policy.PolicyReading;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Entry;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolOutcome;
import dev.keepsake.tool.WireJson;
import dev.keepsake.transfer.ImportMemories.Source;
import dev.keepsake.transfer.TransferWatch;
import dev.keepsake.write.WriteMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Clients with policies of their own.
class ClientPolicyTest extends RuleTest {
  private static final OrganizationName ACME = new OrganizationName("acme");
  private static final OrganizationName OTHER = new OrganizationName("other");
  private static final String TEA = "The user likes tea";
  private static final String JAZZ = "The user likes jazz";

  private static final String TAKING =
      "version: taking\nrules:\n  - {name: take, outcome: accept}\n";
  private static final String ASKING =
      """
      version: asking
      rules:
        - {name: sure, when: confirmed, outcome: accept}
        - {name: ask, outcome: confirm}
      """;
  private static final String STRICT =
      """
      version: strict
      rules:
        - {name: no_tea, when: "content.contains('tea')", outcome: reject}
        - {name: short_lived, expire_after: 1d}
        - {name: rest, outcome: accept}
      """;

  private Caller client(OrganizationName organization, String name) {
    var clients = memory.keepsake.clients();
    if (clients.organizations().stream().noneMatch(one -> one.name().equals(organization))) {
      clients.createOrganization(organization);
    }
    var made =
        clients.create(
            new ClientRequest(
                organization, new ClientName(name), Optional.empty(), Optional.empty()));
    return new Caller(
        made.tenant(),
        Keepsake.LOCAL_RIGHTS,
        Optional.of(new UserName("ada")),
        Optional.empty(),
        "test-call",
        Entry.AGENT);
  }

  private Caller client(OrganizationName organization, String name, String policy) {
    Caller made = client(organization, name);
    set(organization, name, policy);
    return made;
  }

  private void set(OrganizationName organization, String name, String policy) {
    assertThat(
            memory
                .keepsake
                .clients()
                .setPolicy(
                    organization, new ClientName(name), policy.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(PolicyReading.Good.class);
  }

  private static ObjectNode answer(
      TestMemory server, Caller caller, String tool, Map<String, ?> arguments) {
    ObjectNode json = WireJson.MAPPER.valueToTree(arguments);
    return switch (server.keepsake.tools().call(caller, new ToolCall(tool, json))) {
      case ToolOutcome.Done(var output, var _) -> output;
      case ToolOutcome.Failed(var problem) -> WireJson.MAPPER.valueToTree(problem);
    };
  }

  private static ObjectNode save(TestMemory server, Caller caller, String content) {
    return answer(
        server,
        caller,
        "save_memory",
        Map.of("content", content, "memory_type", "fact", "confidence", 0.9));
  }

  private String rule(Caller caller, String content) {
    return save(memory, caller, content).path("rule").asText();
  }

  private List<String> versions(String operation) {
    return database
        .rows(
            "select policy_version from memory_write_events where operation = '%s' order by seq"
                .formatted(operation))
        .stream()
        .map(row -> row.get("policy_version").replaceFirst("@.*", ""))
        .toList();
  }

  @Test
  void two_clients_of_one_organization_go_by_policies_of_their_own() {
    Caller strict = client(ACME, "strict", STRICT);
    Caller taking = client(ACME, "taking", TAKING);
    Caller plain = client(ACME, "plain");

    assertThat(rule(strict, TEA)).isEqualTo("no_tea");
    assertThat(rule(taking, TEA)).isEqualTo("take");
    assertThat(rule(plain, JAZZ)).isEqualTo("confidence_accept");

    assertThat(versions("refuse")).containsExactly("strict");
    assertThat(versions("create")).containsExactly("taking", "builtin-3");
  }

  @Test
  void clients_of_one_name_in_two_organizations_are_apart() {
    Caller here = client(ACME, "assistant", STRICT);
    Caller there = client(OTHER, "assistant");
    assertThat(rule(here, TEA)).isEqualTo("no_tea");
    assertThat(rule(there, TEA)).isEqualTo("confidence_accept");

    set(OTHER, "assistant", TAKING);
    pass(Duration.ofSeconds(1));
    assertThat(rule(here, TEA)).isEqualTo("no_tea");
    assertThat(rule(there, JAZZ)).isEqualTo("take");
  }

  @Test
  void every_server_sees_a_change_within_a_second() {
    Caller client = client(ACME, "assistant");
    assertThat(rule(client, TEA)).isEqualTo("confidence_accept");
    try (TestMemory other = openAnother()) {
      set(ACME, "assistant", STRICT);
      pass(Duration.ofSeconds(1));
      assertThat(rule(client, TEA)).isEqualTo("no_tea");
      assertThat(save(other, client, TEA).path("rule").asText()).isEqualTo("no_tea");

      other.keepsake.clients().clearPolicy(ACME, new ClientName("assistant"));
      pass(Duration.ofSeconds(1));
      assertThat(rule(client, JAZZ)).isEqualTo("confidence_accept");
    }
  }

  @Test
  void one_that_a_server_cannot_use_is_never_replaced_by_the_installations() {
    Caller client = client(ACME, "assistant", STRICT);
    assertThat(rule(client, TEA)).isEqualTo("no_tea");
    database.run("update clients set policy = 'version: of tomorrow' where name = 'assistant'");
    pass(Duration.ofSeconds(1));

    assertThat(rule(client, TEA)).isEqualTo("no_tea");
    try (TestMemory started = openAnother()) {
      ObjectNode refused = save(started, client, JAZZ);
      assertThat(refused.path("code").asText()).isEqualTo("store-outdated");
      assertThat(refused.path("detail").asText()).contains("policy of its own");
      assertThat(memories()).isZero();
      // what it has already stays its user's
      String id = save(memory, client, JAZZ).path("memory_id").asText();
      ObjectNode deleted =
          answer(
              started, client, "delete_memory", Map.of("memory_ids", List.of(id), "confirm", true));
      assertThat(deleted.path("action").asText()).isEqualTo("deleted");
    }
  }

  @Test
  void what_waits_is_confirmed_by_the_policy_of_the_client_that_proposed_it() {
    Caller asking = client(ACME, "asking", ASKING);
    Caller strict = client(ACME, "strict", STRICT);
    String pending = save(memory, asking, TEA).path("pending_id").asText();

    ObjectNode answer = answer(memory, strict, "confirm_memory", Map.of("pending_id", pending));

    assertThat(answer.path("action").asText()).isEqualTo("created");
    assertThat(answer.path("rule").asText()).isEqualTo("sure");
    assertThat(versions("create")).containsExactly("asking");
  }

  @Test
  void what_nobody_confirmed_is_closed_by_what_its_client_calls_sensitive() {
    memory.close();
    memory =
        TestMemory.over(
            database.openStore(clock),
            KeepsakeSettings.defaults(folder).with(RateLimits.OFF),
            new MarkedWords(),
            clock);
    Caller asking = client(ACME, "asking", ASKING);
    String mail = "The user has <email:ada>";
    save(memory, asking, mail);
    set(ACME, "asking", ASKING.replace("rules:", "rules:\n  - {name: hide, redact: [email]}"));
    pass(Duration.ofDays(40));
    long told = toldOf(mail);

    assertThat(memory.keepsake.jobs().run(JobKind.CONFIRMATIONS)).isEqualTo(1);

    assertThat(versions("confirm")).hasSize(2);
    assertThat(toldOf(mail)).isEqualTo(told);
  }

  private long toldOf(String text) {
    return database.number(
        "select count(*) from memory_write_event_contents where after_content = '%s'"
            .formatted(text));
  }

  @Test
  void what_expires_is_told_with_the_version_of_the_client_that_had_it_stored() {
    Caller strict = client(ACME, "strict", STRICT);
    save(memory, strict, JAZZ);
    pass(Duration.ofDays(2));
    assertThat(memory.keepsake.jobs().run(JobKind.EXPIRY)).isEqualTo(1);

    assertThat(versions("create")).containsExactly("strict");
    assertThat(versions("expire")).containsExactly("strict");
  }

  @Test
  void an_import_goes_by_the_policy_of_the_client_that_brings_it_in() {
    memory.saved(TEA);
    memory.saved(JAZZ);
    var file = Transfers.file(folder, Transfers.export(memory, Transfers.WITHOUT_VECTORS).text());

    var summary =
        memory
            .keepsake
            .importMemories()
            .run(client(ACME, "strict", STRICT), Source.of(file), false, TransferWatch.NOBODY);

    assertThat(summary.policyVersion()).startsWith("strict@");
    assertThat(database.number("select count(*) from memory_items where content = '" + TEA + "'"))
        .isEqualTo(1);
    assertThat(database.number("select count(*) from memory_items where content = '" + JAZZ + "'"))
        .isEqualTo(2);
  }

  @Test
  void a_worker_decides_what_a_client_had_queued_under_its_policy() {
    reopen(settings -> settings.with(settings.write().with(WriteMode.QUEUED)), TestMemory.model());
    Caller strict = client(ACME, "strict", STRICT);
    ObjectNode queued = save(memory, strict, JAZZ);
    assertThat(queued.path("action").asText()).isEqualTo("queued");
    assertThat(rule(strict, TEA)).isEqualTo("no_tea");
    try (TestMemory worker =
        openAnother(
            settings -> settings.with(settings.write().with(WriteMode.QUEUED)),
            TestMemory.model())) {
      assertThat(worker.keepsake.jobs().run(JobKind.QUEUED_WRITES)).isEqualTo(1);
    }

    assertThat(versions("create")).containsExactly("strict");
    assertThat(
            database.rows(
                "select rule, details from memory_write_events where operation = 'create'"))
        .first()
        .satisfies(row -> {
          assertThat(row.get("rule")).isEqualTo("rest");
          assertThat(row.get("details")).contains("short_lived");
        });
    assertThat(database.number("select count(*) from memory_items where expires_at is not null"))
        .isEqualTo(1);
  }
}
