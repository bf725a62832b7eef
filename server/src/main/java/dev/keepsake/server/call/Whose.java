package dev.keepsake.server.call;

import dev.keepsake.memory.UserName;
import java.util.Optional;

/// For which users a call may be made.
public sealed interface Whose {

  /// For whomever it names.
  ///
  /// @param byDefault for calls that name none
  record Any(Optional<UserName> byDefault) implements Whose {}

  /// For the one whom this process serves; for anybody if there is none.
  record Served(Optional<UserName> user) implements Whose {}

  /// For the person alone who calls.
  record Own(UserName user) implements Whose {}
}
