package dev.keepsake.transfer;

import dev.keepsake.memory.TimeAsked;

/// What an export holds.
///
/// @param vectors whether vectors go along; without them the importing side makes them again
/// @param activeOnly leaves out what was replaced, deleted or archived
/// @param time another time than now makes a report of then, which nobody can import
/// @param program version of the program, for whoever reads the file later
public record ExportOptions(boolean vectors, boolean activeOnly, TimeAsked time, String program) {}
