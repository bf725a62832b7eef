/// The embedder behind any endpoint that speaks as OpenAI's embeddings do, through LangChain4j.
///
/// It may not know who asks or what is stored, and never tries again by itself: what waits for a
/// vector is tried again by its row in the store. Start reading at `OpenAiEmbedder`; `TextWindows`
/// is the chunking, `Outage` what the log says of failures.
@NullMarked
package dev.keepsake.embed.openai;

import org.jspecify.annotations.NullMarked;
