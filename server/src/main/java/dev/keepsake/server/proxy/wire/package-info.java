/// What goes through the chat proxy as bytes: JSON texts with the place of each value in them,
/// changes of some bytes that leave all others as they are, and events of a stream.
///
/// Knows no HTTP and no memory. Start at [Placed].
@NullMarked
package dev.keepsake.server.proxy.wire;

import org.jspecify.annotations.NullMarked;
