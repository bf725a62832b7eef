/// A Java agent for the process under test that refuses every name and every outgoing connection,
/// and notes who asked.
///
/// Knows nothing of Keepsake: its classes are put into a jar of their own. Start at
/// [RefusingAgent].
@NullMarked
package dev.keepsake.server.offline;

import org.jspecify.annotations.NullMarked;
