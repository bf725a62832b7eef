/// What the doors share, by itself.
@NullMarked
package dev.keepsake.server.call;

import org.jspecify.annotations.NullMarked;
