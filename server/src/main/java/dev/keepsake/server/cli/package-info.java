/// The command line: what a person or a script types, and what they are answered.
///
/// Every command that touches memories hands its call to the tools' dispatcher, as the other doors
/// do; it knows no door, they are opened for it by [Doors]. Start at [Cli]. `eval` alone touches
/// none: it measures with the model and the shipped data.
@NullMarked
package dev.keepsake.server.cli;

import org.jspecify.annotations.NullMarked;
