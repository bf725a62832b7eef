/// Keys on both databases. The tests of the library's rules are in `rules`.
@NullMarked
package dev.keepsake.access;

import org.jspecify.annotations.NullMarked;
