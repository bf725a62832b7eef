/// The numbers by which states and their insurances know people, and what makes one valid: length,
/// date of birth, check digits.
///
/// Pure arithmetic: characters in, yes or no out; where such a number may stand in a text is for
/// `dev.keepsake.write.detect`. Start at [NationalNumber].
@NullMarked
package dev.keepsake.write.detect.national;

import org.jspecify.annotations.NullMarked;
