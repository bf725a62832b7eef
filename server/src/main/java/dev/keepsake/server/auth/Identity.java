package dev.keepsake.server.auth;

import dev.keepsake.Keepsake;
import dev.keepsake.memory.UserName;
import dev.keepsake.server.call.CallNames;
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

  /// For whom a call is made that names no user. An application has many users, and none of them is
  /// meant by silence.
  default Optional<UserName> user(Optional<UserName> byDefault) {
    return switch (this) {
      case Local _ -> byDefault;
      case Application _ -> Optional.empty();
    };
  }

  /// Whether what `other` has opened may be used by this one.
  default boolean isSameClientAs(Identity other) {
    return switch (this) {
      case Local _ -> other instanceof Local;
      case Application(var mine, var _) ->
          other instanceof Application(var theirs, var _)
              && mine.organization().equals(theirs.organization())
              && mine.client().equals(theirs.client());
    };
  }

  default Caller caller(CallNames names, Entry entry) {
    return new Caller(
        tenant(), rights(), names.user(), names.conversation(), names.correlationId(), entry);
  }
}
