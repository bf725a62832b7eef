/// How fast the process is at its doors. Not part of the tests.
@NullMarked
package dev.keepsake.server.bench;

import org.jspecify.annotations.NullMarked;
