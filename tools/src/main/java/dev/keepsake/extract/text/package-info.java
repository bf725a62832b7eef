/// From a message to the sentences that are its author's own: what is quoted, pasted or code is set
/// aside, informal spelling is written out, sentences are split and their words tagged (OpenNLP).
///
/// Knows nothing of memories. Start at [OwnText] and [EnglishReader].
@NullMarked
package dev.keepsake.extract.text;

import org.jspecify.annotations.NullMarked;
