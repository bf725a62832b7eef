/// Which paths of the REST API lead to which operation.
///
/// Pure: knows neither HTTP's requests nor what the operations do, only how they describe
/// themselves. Start at [Routes].
@NullMarked
package dev.keepsake.server.rest;

import org.jspecify.annotations.NullMarked;
