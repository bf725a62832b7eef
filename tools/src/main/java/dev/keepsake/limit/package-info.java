/// How many writes an agent may make, and the settings that say so.
@NullMarked
package dev.keepsake.limit;

import org.jspecify.annotations.NullMarked;
