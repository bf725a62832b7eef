package dev.keepsake.server.auth;

import dev.keepsake.Keepsake;
import dev.keepsake.memory.UserName;
import dev.keepsake.server.call.CallNames;
import dev.keepsake.server.call.Naming;
import dev.keepsake.server.call.Whose;
import dev.keepsake.store.Tenant;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Entry;
import dev.keepsake.tool.Right;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;

/// Who calls, as far as that is known before the call is read.
public sealed interface Identity {
  Tenant tenant();

  Set<Right> rights();

  /// Whoever reaches a process that asks for no key.
  record Local(Tenant tenant, Set<Right> rights) implements Identity {
    public Local {
      rights = Set.copyOf(rights);
    }

    public static Local of(Keepsake keepsake) {
      return new Local(keepsake.tenant(), Keepsake.LOCAL_RIGHTS);
    }
  }

  /// An application with one of its keys.
  record Application(Tenant tenant, Set<Right> rights) implements Identity {
    public Application {
      rights = Set.copyOf(rights);
    }
  }

  /// A person with a token, by way of an application.
  ///
  /// @param rights those of the application that the token has too
  record Person(Tenant tenant, Set<Right> rights, UserName user) implements Identity {
    public Person {
      rights = Set.copyOf(rights);
    }
  }

  /// The identity that was found for a request.
  ///
  /// @throws IllegalStateException if none was: then the request came past the door's guard, and
  ///   must not be answered
  static Identity of(HttpServletRequest request) {
    if (request.getAttribute(Identity.class.getName()) instanceof Identity identity) {
      return identity;
    }
    throw new IllegalStateException("nobody has asked who sent this request");
  }

  /// To be found by [#of].
  default void attach(HttpServletRequest request) {
    request.setAttribute(Identity.class.getName(), this);
  }

  /// Whether a person calls, and not a program.
  default boolean isPerson() {
    return this instanceof Person;
  }

  /// Whether the user of a call is who makes it: what is done by other ways than an agent's tools
  /// is then the user's own doing. Not so where a person acts for another.
  default boolean isUserOf(CallNames names) {
    return this instanceof Person(var _, var _, var user) && names.user().equals(Optional.of(user));
  }

  /// Reads for whom a call is made. An application has many users, and none of them is meant by
  /// silence; a person is the user, unless the token lets it name another.
  ///
  /// @param byDefault for calls that name none, where no key is needed
  default Naming naming(Naming.Headers headers, Optional<UserName> byDefault) {
    return new Naming(
        headers,
        switch (this) {
          case Local _ -> new Whose.Any(byDefault);
          case Application _ -> new Whose.Any(Optional.empty());
          case Person(var _, var rights, var user) ->
              rights.contains(Right.ACT_AS)
                  ? new Whose.Any(Optional.of(user))
                  : new Whose.Own(user);
        });
  }

  /// Whether what `other` has opened may be used by this one.
  default boolean isSameClientAs(Identity other) {
    return switch (this) {
      case Local _ -> other instanceof Local;
      case Application(var mine, var _) ->
          other instanceof Application(var theirs, var _) && isSameClient(mine, theirs);
      case Person(var mine, var _, var me) ->
          other instanceof Person(var theirs, var _, var them)
              && isSameClient(mine, theirs)
              && me.equals(them);
    };
  }

  private static boolean isSameClient(Tenant mine, Tenant theirs) {
    return mine.organization().equals(theirs.organization())
        && mine.client().equals(theirs.client());
  }

  default Caller caller(CallNames names, Entry entry) {
    return new Caller(
        tenant(), rights(), names.user(), names.conversation(), names.correlationId(), entry);
  }
}
