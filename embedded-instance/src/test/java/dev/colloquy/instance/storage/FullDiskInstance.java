package dev.colloquy.instance.storage;

import dev.colloquy.instance.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The process of an instance, with the options of {@link Main}, whose disk is full as long as there is a file {@code
 * full} beside the data directory.
 */
public final class FullDiskInstance {
    private FullDiskInstance() {}

    public static void main(String[] arguments) {
        List<String> options = List.of(arguments);
        Path data = Path.of(options.get(options.indexOf("--data") + 1)).toAbsolutePath();
        Path full = data.resolveSibling("full");
        FaultyDisk.with(new FullDisk(data, () -> Files.exists(full)));
        Main.main(arguments);
    }
}
