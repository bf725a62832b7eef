/// The chat proxy: `POST /v1/chat/completions` as OpenAI has it, and a memory with it. Calls the
/// model behind it, tells it what is remembered of the user, runs the memory tools that it calls,
/// and lets everything else through as it came.
///
/// Knows no store, and no model of ours: it speaks to memory as every door does, through the
/// dispatchers, and to the upstream in bytes. Start at [ChatProxy]; one request is a [Chat], what
/// is put into its bytes is in [SplicedRequest], and whose a streamed call of a tool is
/// [StreamedTurn] finds out.
@NullMarked
package dev.keepsake.server.proxy;

import org.jspecify.annotations.NullMarked;
