package dev.keepsake.readlog;

import dev.keepsake.audit.AuditEvent;
import dev.keepsake.audit.Operation;
import dev.keepsake.audit.Ruling;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.Users;
import dev.keepsake.tool.Caller;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Notes reads in the audit trail: an event of operation `read` for each, in a transaction of its
/// own, with the ids of what is handed out and no word of it, nor of the question. What hands out
/// nothing leaves no event.
public final class AuditedReads implements ReadLog {
  /// So that an event of an export stays below 20 kB.
  private static final int IDS_OF_AN_EVENT = 500;

  private final Users users;
  private final Transactions transactions;
  private final Function<ClientId, String> policyVersion;
  private final InstantSource clock;

  public AuditedReads(
      Users users,
      Transactions transactions,
      Function<ClientId, String> policyVersion,
      InstantSource clock) {
    this.users = users;
    this.transactions = transactions;
    this.policyVersion = policyVersion;
    this.clock = clock;
  }

  @Override
  public boolean listens() {
    return true;
  }

  @Override
  public void handingOut(Caller caller, MemoryRead read) {
    if (read.memories().isEmpty()) {
      return;
    }
    Owner owner = owner(caller);
    List<AuditEvent> events = events(caller, owner, read);
    Owner _ =
        transactions.write(
            owner.user(),
            clock.instant(),
            tx -> {
              tx.audit().append(events);
              return owner;
            });
  }

  /// Of a user who had memories a moment ago.
  private Owner owner(Caller caller) {
    return users
        .find(caller.tenant().organization(), caller.requireUser())
        .map(user -> new Owner(user, caller.scope()))
        .orElseThrow(
            () -> new MemoryException(ErrorCode.NOT_FOUND, "The user is not there any more."));
  }

  private List<AuditEvent> events(Caller caller, Owner owner, MemoryRead read) {
    List<MemoryId> all = read.memories();
    String version = policyVersion.apply(caller.tenant().client());
    var events = new ArrayList<AuditEvent>();
    for (int from = 0; from < all.size(); from += IDS_OF_AN_EVENT) {
      var ids = all.subList(from, Math.min(all.size(), from + IDS_OF_AN_EVENT));
      events.add(event(caller, owner, read, ids, version));
    }
    return events;
  }

  /// No memory is the event's own: reads are no part of how a memory came to be.
  private static AuditEvent event(
      Caller caller, Owner owner, MemoryRead read, List<MemoryId> ids, String version) {
    var details = new TreeMap<String, String>();
    details.put("way", read.way());
    details.put("count", Integer.toString(read.memories().size()));
    details.put(
        "memory_ids", ids.stream().map(MemoryId::toString).collect(Collectors.joining(" ")));
    read.time().asOf().ifPresent(moment -> details.put("as_of", moment.toString()));
    read.time().validAt().ifPresent(moment -> details.put("valid_at", moment.toString()));
    return new AuditEvent(
        owner,
        Operation.READ,
        "answered",
        Optional.empty(),
        Optional.empty(),
        caller.origin(Optional.empty()),
        new Ruling(Optional.empty(), version, Optional.empty()),
        caller.correlationId(),
        details,
        Optional.empty(),
        Optional.empty(),
        0);
  }
}
