/// Memories searched by LangChain4j in a real Postgres.
@NullMarked
package dev.keepsake.langchain.pgvector;

import org.jspecify.annotations.NullMarked;
