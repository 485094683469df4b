package dev.colloquy.instance.security;

import dev.colloquy.instance.types.SqlError;
import java.io.Serial;

/** A password of the instance's configuration does not meet the password policy; the message tells why. */
public final class WeakPassword extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    WeakPassword(SqlError reason) {
        super(reason.getMessage(), reason);
    }
}
