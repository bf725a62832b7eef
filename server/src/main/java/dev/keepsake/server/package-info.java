/// How the memory is reached: the one process, command line included.
///
/// It may not know how memories are stored or judged: every door hands an authenticated caller and
/// a call to the tools' dispatcher. Start reading at [Main].
@NullMarked
package dev.keepsake.server;

import org.jspecify.annotations.NullMarked;
