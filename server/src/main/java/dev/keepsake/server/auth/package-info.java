/// Who calls over HTTP: an application with an API key, or, where no key is asked for, whoever
/// reaches the door.
///
/// Knows no door, and nothing of what is called. Start at [Authenticator]; what comes of it is an
/// [Identity].
@NullMarked
package dev.keepsake.server.auth;

import org.jspecify.annotations.NullMarked;
