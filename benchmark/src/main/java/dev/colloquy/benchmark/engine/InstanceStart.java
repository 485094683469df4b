package dev.colloquy.benchmark.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

/**
 * One start of the embedded instance as a process.
 *
 * @param toLogin from the launch of the process to the first answer over an encrypted connection
 * @param mebibytes resident memory after that login
 */
public record InstanceStart(Duration toLogin, long mebibytes) {
    /** Starts an instance with its files in a folder, which may have those of an earlier start, and stops it. */
    public static InstanceStart measure(Path jar, String name, Path folder) throws IOException, SQLException {
        try (MeasuredInstance instance = MeasuredInstance.start(jar, name, folder)) {
            return new InstanceStart(
                    instance.startToLogin(), instance.residentMebibytes().orElse(0L));
        }
    }
}
