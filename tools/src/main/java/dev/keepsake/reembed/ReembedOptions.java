package dev.keepsake.reembed;

/// @param withoutFailed whether the search switches also while memories can't be embedded; they are
///   found by their words then
/// @param dropOld whether the vectors of models that were searched before are removed
public record ReembedOptions(boolean withoutFailed, boolean dropOld) {}
