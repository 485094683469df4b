package dev.colloquy.instance.security;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import javax.crypto.SecretKey;

/** The key of the instance: 32 random bytes in the file {@code service-master-key}, readable by its owner only. */
final class ServiceMasterKey {
    private static final String FILE = "service-master-key";
    private static final String FILE_BEING_WRITTEN = "service-master-key.new";

    private ServiceMasterKey() {}

    /**
     * Reads the key; the first start creates it, on disk before anything is sealed with it.
     *
     * @throws IOException if the file cannot be used
     */
    static SecretKey open(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            create(directory, file);
        }
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length != Sealing.KEY_BYTES) {
            throw new IOException("the service master key in " + file + " is damaged: " + bytes.length
                    + " bytes instead of " + Sealing.KEY_BYTES);
        }
        return Sealing.key(bytes);
    }

    private static void create(Path directory, Path file) throws IOException {
        Path written = directory.resolve(FILE_BEING_WRITTEN);
        Files.deleteIfExists(written);
        try (FileChannel channel = FileChannel.open(
                written, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly(directory))) {
            ByteBuffer bytes = ByteBuffer.wrap(Sealing.random(Sealing.KEY_BYTES));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?>[] ownerOnly(Path directory) throws IOException {
        FileStore store = Files.getFileStore(directory);
        if (!store.supportsFileAttributeView("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        };
    }
}
