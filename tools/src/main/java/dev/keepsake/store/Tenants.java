package dev.keepsake.store;

import dev.keepsake.memory.Scope;

/// Organizations, clients and scopes.
public interface Tenants {

  /// The one organization and the one client of embedded mode, with `scope`; made at the first
  /// start.
  Tenant requireLocal(Scope scope);
}
