/// Conditions of rules: what may stand in them, and whether one holds.
///
/// Written in the Common Expression Language, checked against [Variable] and compiled once. With
/// `dev.keepsake.policy.reach` it alone knows the library that does so. Knows no rule and no write;
/// start at [Conditions].
@NullMarked
package dev.keepsake.policy.cel;

import org.jspecify.annotations.NullMarked;
