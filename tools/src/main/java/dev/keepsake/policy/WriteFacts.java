package dev.keepsake.policy;

import dev.keepsake.memory.Origin;
import dev.keepsake.memory.Scope;
import dev.keepsake.memory.Statement;
import java.util.List;

/// What is known of a write when the policy is asked.
///
/// @param user the name of the user; empty if there is none
/// @param confirmed whether somebody has confirmed it
/// @param supersedes whether it is to take the place of a memory
/// @param beside further texts that would be stored with it, such as a title: looked through for
///   what is sensitive
public record WriteFacts(
    Statement statement,
    Origin origin,
    String user,
    Scope scope,
    boolean confirmed,
    boolean supersedes,
    List<String> beside) {
  public WriteFacts {
    beside = List.copyOf(beside);
  }
}
