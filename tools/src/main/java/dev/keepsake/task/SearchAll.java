package dev.keepsake.task;

import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.UserName;
import dev.keepsake.query.QueryInput;
import dev.keepsake.query.QueryMemory;
import dev.keepsake.query.QueryOutput;
import dev.keepsake.readlog.MemoryRead;
import dev.keepsake.readlog.ReadLog;
import dev.keepsake.store.RawFilter;
import dev.keepsake.store.Transactions;
import dev.keepsake.task.SearchInput.Kind;
import dev.keepsake.task.SearchOutput.Hit;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Hints;
import dev.keepsake.tool.JsonObject;
import dev.keepsake.tool.Right;
import dev.keepsake.tool.Tool;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Searches memories, as the tool of agents does, and raw memories, which nothing but a search
/// lists.
public final class SearchAll implements Tool<SearchInput, SearchOutput> {
  private static final Comparator<Hit> NEWEST_FIRST = Comparator.comparing(Hit::moment).reversed();

  private final RawOwners owners;
  private final Transactions transactions;
  private final QueryMemory query;
  private final ReadLog log;

  SearchAll(RawOwners owners, Transactions transactions, QueryMemory query, ReadLog log) {
    this.owners = owners;
    this.transactions = transactions;
    this.query = query;
    this.log = log;
  }

  @Override
  public String name() {
    return "search";
  }

  @Override
  public Class<SearchInput> inputType() {
    return SearchInput.class;
  }

  @Override
  public Class<SearchOutput> outputType() {
    return SearchOutput.class;
  }

  @Override
  public Hints hints() {
    return new Hints(true, false, true);
  }

  @Override
  public Right right() {
    return Right.READ;
  }

  /// @throws MemoryException with `INVALID_INPUT` if `since` is not before `until`
  @Override
  public SearchOutput run(Caller caller, SearchInput input) {
    check(input);
    UserName name = RawOwners.name(caller);
    QueryOutput memories =
        input.includes(Kind.MEMORIES) && isOwnScope(caller, input)
            ? memories(caller.as(name), input)
            : new QueryOutput(List.of(), 0, 0, Optional.empty(), List.of());
    List<Hit> remembered = memories.memories().stream().map(Hit::of).toList();
    List<Hit> raw = input.includes(Kind.RAW) ? raw(caller, name, input) : List.of();
    List<Hit> all =
        input.query().isPresent()
            ? inTurn(remembered, raw)
            : Stream.concat(remembered.stream(), raw.stream()).sorted(NEWEST_FIRST).toList();
    return new SearchOutput(all.stream().limit(input.limit()).toList(), memories.notices());
  }

  private static void check(SearchInput input) {
    input
        .since()
        .filter(since -> input.until().filter(until -> !since.isBefore(until)).isPresent())
        .ifPresent(since -> {
          throw MemoryException.ofField(
              "since", "`since` must be before `until`; it was %s.".formatted(since));
        });
  }

  /// Whoever asks for the label of another scope finds nothing, as if there were nothing.
  private static boolean isOwnScope(Caller caller, SearchInput input) {
    return input
        .filterTags()
        .map(tags -> tags.json().path("scope"))
        .filter(scope -> !scope.isMissingNode())
        .filter(scope -> !scope.asText().equals(caller.scope().value()))
        .isEmpty();
  }

  private QueryOutput memories(Caller caller, SearchInput input) {
    QueryOutput found =
        query.run(
            caller,
            asked(input),
            input.filterTags().map(JsonObject::unscoped).map(JsonObject::text));
    log.handingOut(
        caller,
        MemoryRead.now(name(), found.memories().stream().map(QueryOutput.Hit::id).toList()));
    return found;
  }

  private List<Hit> raw(Caller caller, UserName name, SearchInput input) {
    var filter =
        new RawFilter(
            input.filterTags().map(JsonObject::text).orElse(RawFilter.NO_TAGS),
            input.since(),
            input.until(),
            input.query());
    return owners
        .find(caller, name)
        .map(owner ->
            transactions.read(owner.user(), tx -> tx.raw().search(owner, filter, input.limit())))
        .orElse(List.of())
        .stream()
        .map(found -> Hit.of(found, name))
        .toList();
  }

  private static QueryInput asked(SearchInput input) {
    return new QueryInput(
        input.query(),
        input.limit(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        input.since(),
        input.until(),
        Optional.empty(),
        Optional.empty());
  }

  /// One of each, as long as there are: how near a memory is to the query says nothing of a text
  /// that has it in it.
  private static List<Hit> inTurn(List<Hit> some, List<Hit> others) {
    var all = new ArrayList<Hit>();
    for (int i = 0; i < Math.max(some.size(), others.size()); i++) {
      some.stream().skip(i).findFirst().ifPresent(all::add);
      others.stream().skip(i).findFirst().ifPresent(all::add);
    }
    return all;
  }

  @Override
  public String summary(SearchOutput output) {
    return output.hits().size() + " found";
  }
}
