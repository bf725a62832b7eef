/// Conversations and what was said in them: messages are stored as they came and given back as
/// OpenAI's API takes them; what is old is folded into a summary, what nobody goes on with is
/// removed for good.
///
/// Knows no door, and not what becomes of an episode: it only says when one is due. Start at
/// [Conversations]; [Overlap] finds what is new of a history that is sent again.
@NullMarked
package dev.keepsake.conversation;

import org.jspecify.annotations.NullMarked;
