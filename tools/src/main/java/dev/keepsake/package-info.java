/// The memory as a library: the one public assembly class lives here and wires store, models, clock
/// and settings into the tools that agents call.
///
/// It may not know how it is reached: no HTTP, no MCP, no `main`. The rooms below it are the use
/// cases, their ports and the adapters; start reading at `dev.keepsake.write`.
@NullMarked
package dev.keepsake;

import org.jspecify.annotations.NullMarked;
