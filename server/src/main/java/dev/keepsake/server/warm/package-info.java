/// The AOT cache: what the JVM learns from one recorded start, so that the next ones are fast.
///
/// The launcher decides where a cache belongs and for what it is good, and looks there at every
/// start; here one is made. Knows no door and no tool: it starts the program and talks to it as a
/// client does. Start at [WarmUp].
@NullMarked
package dev.keepsake.server.warm;

import org.jspecify.annotations.NullMarked;
