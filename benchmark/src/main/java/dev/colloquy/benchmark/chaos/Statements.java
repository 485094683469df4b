package dev.colloquy.benchmark.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The run's own T-SQL, a file for each operation. */
enum Statements {
    CREATE_HANDLING,
    RESERVE_STOCK,
    DISABLE_QUEUE,
    REPLACE_TRANSPORT_CERTIFICATE,
    RENEW_DIALOG_CERTIFICATE,
    READ_HANDLING,
    READ_LEDGER,
    READ_ENDPOINTS,
    COUNT_MESSAGES;

    /** The text of the file. */
    String text() {
        String file = name().toLowerCase(Locale.ROOT) + ".sql";
        try (InputStream in = Statements.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
