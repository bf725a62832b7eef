/// Who calls over HTTP: an application with an API key, a person with a token, or, where neither is
/// asked for, whoever reaches the door.
///
/// Knows no door, and nothing of what is called. Start at [Authenticator]; what comes of it is an
/// [Identity]. Whether a token is taken is decided by [Tokens] alone.
@NullMarked
package dev.keepsake.server.auth;

import org.jspecify.annotations.NullMarked;
