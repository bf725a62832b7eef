package dev.keepsake.transfer;

/// What an export holds.
///
/// @param vectors whether vectors go along; without them the importing side makes them again
/// @param activeOnly leaves out what was replaced, deleted or archived
/// @param program version of the program, for whoever reads the file later
public record ExportOptions(boolean vectors, boolean activeOnly, String program) {}
