/// A user's memories as LangChain4j's own class for pgvector reads them, in an application's
/// process, over production mode's Postgres.
///
/// Needs the artifact `dev.langchain4j:langchain4j-pgvector`, which nothing else here does. Whose
/// memories are read is fixed by the server and by the database: nothing in a request, filters
/// included, can widen it. Start at [KeepsakeEmbeddingStore].
@NullMarked
package dev.keepsake.langchain.pgvector;

import org.jspecify.annotations.NullMarked;
