/// Episodes: what a conversation was about, in a few sentences, as a memory of its user.
///
/// A conversation has one: it is due when the conversation is long enough, which the transaction
/// says that appends the messages, and made by [EpisodeWorker] when nobody waits, or on demand by
/// [SummarizeEpisode]. Either way it goes through [EpisodeMaker], and by the write path into the
/// store. Start there.
@NullMarked
package dev.keepsake.episode;

import org.jspecify.annotations.NullMarked;
