/// A model in front of the real server, measured: the endpoint that plays the model is the only
/// part that is not the product's own.
@NullMarked
package dev.keepsake.server.agent;

import org.jspecify.annotations.NullMarked;
