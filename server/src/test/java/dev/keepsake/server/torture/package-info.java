/// What the process survives: it is killed, raced, shared and put into bad worlds, started as a
/// person or a client starts it and spoken to through its doors.
///
/// Start at [Torture] for the long loops; `TortureIT` runs a short round of each, `BadWorldsIT`
/// what else can be wrong with a machine.
@NullMarked
package dev.keepsake.server.torture;

import org.jspecify.annotations.NullMarked;
