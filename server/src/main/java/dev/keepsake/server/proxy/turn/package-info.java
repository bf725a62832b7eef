/// One turn of the model behind the chat proxy, whole ([WholeTurn]) or as it arrives
/// ([StreamedTurn]): what it says, which tools it calls, and whose those are. Pure.
@NullMarked
package dev.keepsake.server.proxy.turn;

import org.jspecify.annotations.NullMarked;
