/// From a conversation to what ought to be remembered of it, or forgotten: by local rules, without
/// model and network, or by a language model.
///
/// Proposes only. What becomes of a proposal is decided by the tools, which are called through
/// [dev.keepsake.tool.ToolDispatcher] as an agent would call them; no store is known here. Start at
/// [ExtractMemories], which carries the proposals of an [Extractor] out.
@NullMarked
package dev.keepsake.extract;

import org.jspecify.annotations.NullMarked;
