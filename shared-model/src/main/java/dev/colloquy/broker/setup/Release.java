package dev.colloquy.broker.setup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * A release of the services, as far as their databases are concerned.
 *
 * @param number larger than those of all releases before whose migrations differ; 0 stands for those that left none
 * @param compatibleFrom number of the oldest release that can work with a database of this one
 */
record Release(int number, int compatibleFrom) {
    private static final String FILE = "release.properties";

    /**
     * The one that this code belongs to.
     *
     * @throws IllegalStateException if the file that says so is missing or wrong
     */
    static Release own() {
        Properties properties = new Properties();
        try (InputStream in = Release.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Release(number(properties, "number"), number(properties, "compatible-from"));
    }

    private static int number(Properties properties, String name) {
        try {
            return Integer.parseInt(properties.getProperty(name, ""));
        } catch (NumberFormatException e) {
            throw new IllegalStateException(FILE + " has no " + name, e);
        }
    }
}
