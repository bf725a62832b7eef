package dev.keepsake.memory;

import java.util.UUID;

/// Identity of a tenant.
public record OrganizationId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
