package dev.colloquy.instance.storage;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** A disk that has, while it is full, no more room than the files of one folder took when it became full. */
public final class FullDisk implements FaultyDisk.Fault {
    private final Path folder;
    private final BooleanSupplier full;
    private long room = Long.MAX_VALUE;

    public FullDisk(Path folder, BooleanSupplier full) {
        this.folder = folder;
        this.full = full;
    }

    @Override
    public synchronized void beforeWrite(Path file, long end) throws IOException {
        if (!full.getAsBoolean()) {
            room = Long.MAX_VALUE;
            return;
        }
        if (room == Long.MAX_VALUE) {
            room = used();
        }
        long growth = Math.max(0, end - (Files.exists(file) ? Files.size(file) : 0));
        if (growth > 0 && used() + growth > room) {
            throw new IOException("No space left on device");
        }
    }

    private long used() {
        long bytes = 0;
        File[] files = folder.toFile().listFiles();
        for (File file : files == null ? new File[0] : files) {
            bytes += file.length();
        }
        return bytes;
    }
}
