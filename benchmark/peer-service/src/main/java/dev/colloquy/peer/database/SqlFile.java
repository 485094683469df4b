package dev.colloquy.peer.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The statements of this package, by the names of their files. */
final class SqlFile {
    private SqlFile() {}

    /** The text of {@code name.sql}, comments included. */
    static String read(String name) {
        try (InputStream in = SqlFile.class.getResourceAsStream(name + ".sql")) {
            if (in == null) {
                throw new IllegalStateException("there is no statement " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
