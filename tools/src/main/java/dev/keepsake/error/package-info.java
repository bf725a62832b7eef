/// The closed list of ways a call can be refused, and the one exception that carries them.
@NullMarked
package dev.keepsake.error;

import org.jspecify.annotations.NullMarked;
