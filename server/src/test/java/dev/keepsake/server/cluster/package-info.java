/// Production mode for real: several server processes over one Postgres and one Redis, and what
/// becomes of writes while processes, Redis and Postgres are taken away from them.
///
/// Start at [Cluster]. The long loops are commands, see [ClusterTorture] and [QueryBenchmark].
@NullMarked
package dev.keepsake.server.cluster;

import org.jspecify.annotations.NullMarked;
