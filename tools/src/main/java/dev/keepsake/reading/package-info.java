/// How a text is read: what a person sees in it, what is written in it for machines, and where in
/// the given text each character of that stood.
///
/// Plain: a text in, readings out; knows nothing of memories. Start at [Reading]; [Appearance] is
/// what two texts share that no reader can tell apart.
@NullMarked
package dev.keepsake.reading;

import org.jspecify.annotations.NullMarked;
