/// Cases beside a policy: writes that are made up, and what the policy must say of them.
///
/// Start at [CaseReader].
@NullMarked
package dev.keepsake.policy.cases;

import org.jspecify.annotations.NullMarked;
