package dev.keepsake.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keepsake.SettableClock;
import dev.keepsake.TestMemory;
import dev.keepsake.access.AccessKeys.Made;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.ClientName;
import dev.keepsake.memory.OrganizationName;
import dev.keepsake.memory.Scope;
import dev.keepsake.store.sql.SqlStore;
import dev.keepsake.tool.Right;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Keys in a store, as its servers have it.
abstract class AccessKeysContract {
  final SettableClock clock = new SettableClock();
  private SqlStore store;
  private AccessKeys keys;

  abstract SqlStore openStore() throws Exception;

  /// Runs a statement as whoever owns the tables.
  abstract void run(String statement) throws Exception;

  @BeforeEach
  void open() throws Exception {
    store = openStore();
    store.tenants().requireLocal(new Scope("home"));
    keys =
        new AccessKeys(store.tenants(), store.apiKeys(), new Scope("home"), TestMemory.IDS, clock);
  }

  @AfterEach
  void close() throws Exception {
    if (store != null) {
      store.close();
    }
  }

  @Test
  void a_key_lets_its_client_in_with_its_scope_and_rights() {
    assertThat(keys.exist()).isFalse();
    Made made = keys.create(request("acme", "assistant"));

    assertThat(keys.exist()).isTrue();
    assertThat(made.first()).isTrue();
    KeyHolder holder = keys.find(made.text()).orElseThrow();
    assertThat(holder.tenant()).isEqualTo(made.key().client().tenant());
    assertThat(holder.tenant().scope()).isEqualTo(new Scope("home"));
    assertThat(holder.rights()).containsExactlyInAnyOrder(Right.READ, Right.WRITE);
    assertThat(keys.find(KeyText.draw(TestMemory.IDS))).isEmpty();
  }

  @Test
  void the_local_client_is_the_one_that_calls_without_a_key() {
    KeyHolder holder = keys.find(keys.create(request("local", "local")).text()).orElseThrow();
    assertThat(holder.tenant()).isEqualTo(store.tenants().requireLocal(new Scope("home")));
  }

  @Test
  void clients_of_one_name_in_two_organizations_are_two() {
    KeyHolder one = keys.find(keys.create(request("acme", "assistant")).text()).orElseThrow();
    KeyHolder two = keys.find(keys.create(request("other", "assistant")).text()).orElseThrow();
    KeyHolder again = keys.find(keys.create(request("acme", "assistant")).text()).orElseThrow();

    assertThat(two.tenant().organization()).isNotEqualTo(one.tenant().organization());
    assertThat(two.tenant().client()).isNotEqualTo(one.tenant().client());
    assertThat(again.tenant()).isEqualTo(one.tenant());
  }

  @Test
  void a_key_works_until_it_expires() {
    Made made = keys.create(lasting("acme", Duration.ofDays(1)));
    clock.advance(Duration.ofDays(1).minusMillis(1));
    KeyHolder holder = keys.find(made.text()).orElseThrow();
    assertThat(keys.isCurrent(holder)).isTrue();

    clock.advance(Duration.ofMillis(1));

    assertThat(keys.find(made.text())).isEmpty();
    assertThat(keys.isCurrent(holder)).isFalse();
    assertThat(keys.working()).isZero();
  }

  @Test
  void a_revoked_key_works_no_more_and_is_not_revoked_twice() {
    Made made = keys.create(request("acme", "assistant"));
    var at = clock.instant();

    assertThat(keys.revoke(made.key().prefix())).isEqualTo(made.key().prefix());
    clock.advance(Duration.ofMinutes(1));

    assertThat(keys.find(made.text())).isEmpty();
    assertThat(keys.exist()).isTrue();
    assertThatThrownBy(() -> keys.revoke(made.key().prefix()))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_KEY));
    assertThat(keys.list().getFirst().life().revoked()).contains(at);
  }

  @Test
  void a_rotated_key_has_the_client_the_name_and_the_validity_of_the_old_one_which_ends() {
    Made old = keys.create(lasting("acme", Duration.ofDays(30)));
    clock.advance(Duration.ofDays(10));

    var rotated = keys.rotate(old.key().prefix(), Duration.ofHours(6));

    Made made = rotated.made();
    assertThat(made.key().client()).isEqualTo(old.key().client());
    assertThat(made.key().name()).isEqualTo(old.key().name());
    assertThat(made.key().life().expires()).contains(clock.instant().plus(Duration.ofDays(30)));
    assertThat(rotated.oldEnds()).isEqualTo(clock.instant().plus(Duration.ofHours(6)));
    assertThat(keys.find(old.text())).isPresent();
    assertThat(keys.find(made.text())).isPresent();
    clock.advance(Duration.ofHours(6));
    assertThat(keys.find(old.text())).isEmpty();
    assertThat(keys.find(made.text())).isPresent();
    assertThat(keys.list()).hasSize(2);
  }

  @Test
  void a_grace_lets_no_key_live_longer_than_it_would_have_and_none_ends_it_at_once() {
    Made old = keys.create(lasting("acme", Duration.ofDays(1)));
    Made endless = keys.create(request("acme", "assistant"));

    assertThat(keys.rotate(old.key().prefix(), Duration.ofDays(7)).oldEnds())
        .isEqualTo(clock.instant().plus(Duration.ofDays(1)));
    var rotated = keys.rotate(endless.text().reveal(), Duration.ZERO);

    assertThat(keys.find(endless.text())).isEmpty();
    assertThat(rotated.made().key().life().expires()).isEmpty();
  }

  @Test
  void a_key_that_works_no_more_is_not_rotated() {
    Made revoked = keys.create(request("acme", "assistant"));
    Made expired = keys.create(lasting("acme", Duration.ofMinutes(1)));
    keys.revoke(revoked.key().prefix());
    clock.advance(Duration.ofMinutes(1));

    assertThatThrownBy(() -> keys.rotate(revoked.key().prefix(), Duration.ZERO))
        .hasMessageContaining("was revoked and can't be rotated");
    assertThatThrownBy(() -> keys.rotate(expired.key().prefix(), Duration.ZERO))
        .hasMessageContaining("has expired and can't be rotated");
    assertThatThrownBy(() -> keys.rotate("ks_00000000", Duration.ZERO))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_KEY));
    assertThat(keys.list()).hasSize(2);
  }

  @Test
  void keys_of_a_disabled_client_work_no_more_and_it_gets_no_other_until_it_is_enabled() {
    Made made = keys.create(request("acme", "assistant"));
    keys.create(request("other", "assistant"));
    var client = made.key().client().tenant();

    assertThat(store.clients().disable(client, clock.instant())).isTrue();

    assertThat(keys.find(made.text())).isEmpty();
    assertThat(keys.working()).isEqualTo(1);
    assertThatThrownBy(() -> keys.create(request("acme", "assistant")))
        .hasMessageContaining("disabled");
    assertThat(keys.list()).hasSize(2);
    assertThat(store.clients().disable(client, clock.instant())).isFalse();
    assertThat(store.clients().enable(client)).isTrue();
    assertThat(keys.find(made.text())).isPresent();
    assertThat(store.clients().enable(client)).isFalse();
  }

  @Test
  void other_rights_of_a_client_are_those_of_its_keys() {
    Made made = keys.create(request("acme", "assistant"));
    Made beside = keys.create(request("other", "assistant"));

    store.clients().setRights(made.key().client().tenant(), Set.of("memory:admin"));

    assertThat(keys.find(made.text()).orElseThrow().rights()).containsExactly(Right.ADMIN);
    assertThat(keys.find(beside.text()).orElseThrow().rights())
        .containsExactlyInAnyOrder(Right.READ, Right.WRITE);
  }

  @Test
  void a_right_that_this_program_does_not_know_is_none() throws Exception {
    Made made = keys.create(request("acme", "assistant"));

    run("update clients set rights = '[\"memory:read\",\"memory:fly\"]' where name = 'assistant'");

    assertThat(keys.find(made.text()).orElseThrow().rights()).containsExactly(Right.READ);
  }

  @Test
  void a_use_is_noted_and_an_older_one_does_not_replace_it() {
    Made made = keys.create(request("acme", "assistant"));
    KeyHolder holder = keys.find(made.text()).orElseThrow();
    assertThat(keys.list().getFirst().life().lastUsed()).isEmpty();
    clock.advance(Duration.ofMinutes(5));
    var used = clock.instant();

    keys.noteUse(holder);
    store.apiKeys().noteUse(holder.key(), used.minusSeconds(30));

    assertThat(keys.list().getFirst().life().lastUsed()).contains(used);
  }

  @Test
  void the_list_has_all_of_a_key_but_the_key() {
    Made first = keys.create(lasting("acme", Duration.ofDays(3)));
    clock.advance(Duration.ofSeconds(1));
    Made second =
        keys.create(
            new KeyRequest(
                OrganizationName.LOCAL,
                new ClientName("reader"),
                Optional.of(new Scope("apart")),
                Optional.of(Set.of(Right.READ)),
                Optional.of("for the report"),
                Optional.empty()));

    assertThat(keys.list()).containsExactly(first.key(), second.key());
    assertThat(second.first()).isFalse();
    assertThat(second.key().name()).isEqualTo("for the report");
    assertThat(first.key().name()).isEqualTo("assistant");
    assertThat(keys.list().toString())
        .doesNotContain(first.text().reveal().substring(12), first.text().hash());
  }

  @Test
  void a_client_keeps_what_it_has_and_a_wish_for_something_else_leaves_nothing_behind() {
    keys.create(request("acme", "assistant"));
    var otherScope =
        new KeyRequest(
            new OrganizationName("acme"),
            new ClientName("assistant"),
            Optional.of(new Scope("apart")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertThatThrownBy(() -> keys.create(otherScope))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT));
    assertThat(keys.list()).hasSize(1);
  }

  private static KeyRequest request(String organization, String client) {
    return new KeyRequest(
        new OrganizationName(organization),
        new ClientName(client),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static KeyRequest lasting(String organization, Duration time) {
    return new KeyRequest(
        new OrganizationName(organization),
        new ClientName("assistant"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(time));
  }
}
