package dev.keepsake.server.mcp;

import dev.keepsake.access.AccessKeys;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.history.MemoryViews;
import dev.keepsake.memory.ApiKeyId;
import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.ClientName;
import dev.keepsake.memory.IdSource;
import dev.keepsake.memory.OrganizationId;
import dev.keepsake.memory.OrganizationName;
import dev.keepsake.memory.Scope;
import dev.keepsake.memory.UserId;
import dev.keepsake.memory.UserName;
import dev.keepsake.prompt.Prompts;
import dev.keepsake.readlog.ReadLog;
import dev.keepsake.server.auth.Authenticator;
import dev.keepsake.server.auth.Identity;
import dev.keepsake.store.ApiKey;
import dev.keepsake.store.ApiKeys;
import dev.keepsake.store.Client;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.Tenant;
import dev.keepsake.store.Tenants;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.Users;
import dev.keepsake.store.WriteTx;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Default;
import dev.keepsake.tool.Hints;
import dev.keepsake.tool.Length;
import dev.keepsake.tool.Range;
import dev.keepsake.tool.Right;
import dev.keepsake.tool.Tool;
import dev.keepsake.tool.ToolCatalog;
import dev.keepsake.tool.ToolDispatcher;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Three tools behind the real dispatcher: one that answers, one that waits, one with a bug. The
/// doors can't tell them from the memory's own.
public final class ToyMemory {
  public static final IdSource IDS =
      new IdSource() {
        @Override
        public UUID next() {
          return UUID.randomUUID();
        }

        @Override
        public String salt() {
          return UUID.randomUUID().toString().replace("-", "");
        }

        @Override
        public byte[] random(int bytes) {
          byte[] drawn = new byte[bytes];
          new SecureRandom().nextBytes(drawn);
          return drawn;
        }
      };

  static final Identity.Local LOCAL =
      new Identity.Local(
          new Tenant(
              new OrganizationId(new UUID(0, 1)), new ClientId(new UUID(0, 2)), new Scope("local")),
          Set.of(Right.READ));

  private final Hold hold = new Hold();
  final McpService service =
      new McpService(
          new ToolDispatcher(
              new ToolCatalog(
                  List.of(new Echo(), hold, new Broken()),
                  Prompts.load(List.of("echo", "hold", "broken")))),
          new MemoryViews(new Nobody(), new NoStore(), ReadLog.NONE, InstantSource.system()),
          McpTexts.of(Prompts.load(Prompts.NAMES)),
          LOCAL,
          IDS,
          () -> "Playing.",
          new McpTimes(Duration.ofSeconds(20), Duration.ofMillis(50), Duration.ofMillis(20)));

  private static final class Nobody implements Users {
    @Override
    public Optional<UserId> find(OrganizationId organization, UserName name) {
      return Optional.empty();
    }

    @Override
    public UserId require(OrganizationId organization, UserName name) {
      throw new UnsupportedOperationException("nothing is written here");
    }
  }

  private static final class NoStore implements Transactions {
    @Override
    public <R> R write(UserId user, Instant now, Function<WriteTx, R> work) {
      throw new UnsupportedOperationException("nothing is written here");
    }

    @Override
    public <R> R read(UserId user, Function<ReadTx, R> work) {
      throw new UnsupportedOperationException("nothing is stored here");
    }
  }

  public ToolDispatcher tools() {
    return service.tools();
  }

  /// Of a store without keys.
  public static Authenticator authenticator() {
    var keys =
        new AccessKeys(
            new NoTenants(), new NoKeys(), new Scope("local"), IDS, InstantSource.system());
    return Authenticator.of(keys, LOCAL, false);
  }

  private static final class NoTenants implements Tenants {
    @Override
    public Tenant requireLocal(Scope scope) {
      throw new UnsupportedOperationException("nothing is stored here");
    }

    @Override
    public Optional<OrganizationId> findOrganization(OrganizationName name) {
      return Optional.empty();
    }

    @Override
    public Optional<Client> findClient(OrganizationName organization, ClientName client) {
      return Optional.empty();
    }

    @Override
    public Client requireClient(
        OrganizationName organization, ClientName client, Scope scope, Set<String> rights) {
      throw new UnsupportedOperationException("nothing is stored here");
    }
  }

  private static final class NoKeys implements ApiKeys {
    @Override
    public void insert(ApiKey key, String hash) {
      throw new UnsupportedOperationException("nothing is stored here");
    }

    @Override
    public Optional<ApiKey> find(String hash) {
      return Optional.empty();
    }

    @Override
    public List<ApiKey> list() {
      return List.of();
    }

    @Override
    public boolean revoke(String prefix, Instant at) {
      return false;
    }

    @Override
    public boolean rotate(ApiKeyId old, Instant ends, ApiKey made, String hash) {
      return false;
    }

    @Override
    public boolean exist() {
      return false;
    }

    @Override
    public void noteUse(ApiKeyId key, Instant at) {
      throw new UnsupportedOperationException("nothing is stored here");
    }
  }

  public McpEndpoint endpoint(Optional<UserName> defaultUser, int maxBodyBytes) {
    return McpEndpoint.open(service, defaultUser, maxBodyBytes);
  }

  /// Waits until a call to `hold` with this name runs.
  public void awaitHeld(String name) {
    await(hold.started(name));
  }

  public void release(String name) {
    hold.gate(name).countDown();
  }

  /// Waits until the call ended by being interrupted.
  public void awaitCancelled(String name) {
    await(hold.cancelled(name));
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new AssertionError("it did not happen within 20 s");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static final class Echo implements Tool<Echo.Input, Echo.Output> {
    record Input(
        @Length(min = 1, max = 2_000_000) String text,
        @Range(min = 1, max = 3) @Default("1") int times) {}

    record Output(
        String action,
        String text,
        Optional<String> user,
        Optional<String> conversation,
        boolean virtual) {}

    @Override
    public String name() {
      return "echo";
    }

    @Override
    public Class<Input> inputType() {
      return Input.class;
    }

    @Override
    public Class<Output> outputType() {
      return Output.class;
    }

    @Override
    public Hints hints() {
      return new Hints(true, false, true);
    }

    @Override
    public Right right() {
      return Right.READ;
    }

    @Override
    public Output run(Caller caller, Input input) {
      if (input.text().equals("print")) {
        System.out.println("a careless library");
      }
      return new Output(
          "echoed",
          input.text().repeat(input.times()),
          caller.user().map(UserName::value),
          caller.conversation().map(Object::toString),
          Thread.currentThread().isVirtual());
    }

    @Override
    public String summary(Output output) {
      return "Said: " + output.text();
    }
  }

  static final class Hold implements Tool<Hold.Input, Hold.Output> {
    private final Map<String, CountDownLatch> latches = new ConcurrentHashMap<>();

    record Input(@Length(min = 1, max = 50) String name) {}

    record Output(String name) {}

    CountDownLatch started(String name) {
      return latches.computeIfAbsent("started " + name, _ -> new CountDownLatch(1));
    }

    CountDownLatch cancelled(String name) {
      return latches.computeIfAbsent("cancelled " + name, _ -> new CountDownLatch(1));
    }

    CountDownLatch gate(String name) {
      return latches.computeIfAbsent("gate " + name, _ -> new CountDownLatch(1));
    }

    @Override
    public String name() {
      return "hold";
    }

    @Override
    public Class<Input> inputType() {
      return Input.class;
    }

    @Override
    public Class<Output> outputType() {
      return Output.class;
    }

    @Override
    public Hints hints() {
      return new Hints(false, true, false);
    }

    @Override
    public Right right() {
      return Right.READ;
    }

    @Override
    public Output run(Caller caller, Input input) {
      started(input.name()).countDown();
      try {
        gate(input.name()).await();
      } catch (InterruptedException e) {
        cancelled(input.name()).countDown();
        throw new MemoryException(ErrorCode.CANCELLED, "The call was cancelled.", e);
      }
      return new Output(input.name());
    }

    @Override
    public String summary(Output output) {
      return "Waited.";
    }
  }

  static final class Broken implements Tool<Broken.Input, Broken.Output> {
    record Input() {}

    record Output(String name) {}

    @Override
    public String name() {
      return "broken";
    }

    @Override
    public Class<Input> inputType() {
      return Input.class;
    }

    @Override
    public Class<Output> outputType() {
      return Output.class;
    }

    @Override
    public Hints hints() {
      return new Hints(true, false, true);
    }

    @Override
    public Right right() {
      return Right.READ;
    }

    @Override
    public Output run(Caller caller, Input input) {
      throw new IllegalStateException("select secret from memories");
    }

    @Override
    public String summary(Output output) {
      return "";
    }
  }
}
