package dev.colloquy.instance.tds;

import dev.colloquy.instance.tds.token.Prelogin;

/** What the server answers to a client's wish for encryption ([MS-TDS] 2.2.6.5 "PRELOGIN", ENCRYPTION). */
public enum EncryptionPolicy {
    /** As the client likes: all, the login only, or nothing if it cannot encrypt. */
    OFFERED {
        @Override
        int answer(int wish) {
            return wish == Prelogin.ENCRYPT_REQUIRED ? Prelogin.ENCRYPT_ON : wish;
        }
    },
    /** Everything is encrypted; clients that cannot are turned away. */
    REQUIRED {
        @Override
        int answer(int wish) {
            return wish == Prelogin.ENCRYPT_ON || wish == Prelogin.ENCRYPT_REQUIRED
                    ? Prelogin.ENCRYPT_ON
                    : Prelogin.ENCRYPT_REQUIRED;
        }
    },
    /** Nothing is encrypted; clients that insist turn away. */
    UNAVAILABLE {
        @Override
        int answer(int wish) {
            return Prelogin.ENCRYPT_NOT_SUPPORTED;
        }
    };

    abstract int answer(int wish);
}
