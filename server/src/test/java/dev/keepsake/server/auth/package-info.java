/// Parts of the authenticator as tests need them.
@NullMarked
package dev.keepsake.server.auth;

import org.jspecify.annotations.NullMarked;
