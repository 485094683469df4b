package dev.colloquy.instance.tds;

import java.time.Duration;

/**
 * What one client may ask of the server.
 *
 * @param requestBytes longest request message
 * @param connections  connections at a time; further ones are closed at once
 * @param login        time from accept until the login is complete
 */
public record TdsLimits(int requestBytes, int connections, Duration login) {
    /** 256 MiB, 1,024 connections, 15 seconds. */
    public static final TdsLimits DEFAULT = new TdsLimits(256 << 20, 1024, Duration.ofSeconds(15));

    /** Longest PRELOGIN or LOGIN7 message, in bytes. */
    static final int LOGIN_BYTES = 128 << 10;

    public TdsLimits {
        if (requestBytes < LOGIN_BYTES || connections < 1 || login.isNegative() || login.isZero()) {
            throw new IllegalArgumentException("limits too small");
        }
    }
}
