package dev.colloquy.instance.storage;

import dev.colloquy.instance.types.SqlError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.h2.message.DbException;
import org.h2.store.fs.FilePath;

/**
 * Disk space that is kept for the work under way, in a file {@code instance.reserve} beside the store.
 *
 * <p>H2 gives its store up for good when it cannot write. So the first write that finds the disk full gives the reserve
 * away and is repeated. From then on statements that would write are refused with error 1105, as SQL Server refuses
 * them, while transactions that have written already can commit and roll back. Once there is room for the reserve
 * again, everything goes on by itself; the statements themselves look for that, a second apart.
 */
final class DiskReserve {
    /** Far more than the transactions under way have still to write. */
    static final int BYTES = 8 << 20;

    private static final System.Logger LOG = System.getLogger(DiskReserve.class.getName());
    private static final int BLOCK = 1 << 20;
    private static final long BETWEEN_ATTEMPTS = TimeUnit.SECONDS.toNanos(1);

    /** By directory: H2 makes the objects that open files, and cannot be told which reserve is theirs. */
    private static final Map<Path, DiskReserve> OPEN = new ConcurrentHashMap<>();

    private final Path directory;
    private final FilePath file;
    private volatile boolean given;
    private long lastAttempt;

    private DiskReserve(Path directory) {
        this.directory = directory;
        this.file = FilePath.get(
                StoreFiles.DISK + directory.resolve("instance.reserve").toString());
    }

    /**
     * Takes the reserve of a directory, if there is room for it.
     *
     * @throws IOException if this process has a store in the directory already
     */
    static DiskReserve open(Path directory) throws IOException {
        DiskReserve reserve = new DiskReserve(directory.toRealPath());
        if (OPEN.putIfAbsent(reserve.directory, reserve) != null) {
            throw new IOException("the data directory " + directory + " is in use by another instance");
        }
        reserve.given = !reserve.take();
        return reserve;
    }

    /** The reserve beside a file of the store. */
    static DiskReserve beside(FilePath storeFile) {
        return OPEN.get(Path.of(storeFile.toRealPath().toString()).getParent());
    }

    /** Lets the space go if it was not yet; false if there is nothing to be had any more. */
    synchronized boolean give(IOException full) {
        if (given) {
            return false;
        }
        given = true;
        lastAttempt = System.nanoTime();
        LOG.log(System.Logger.Level.ERROR, "the disk of {0} is full, nothing can be written: {1}", directory, full);
        return discard();
    }

    /**
     * Lets a transaction write, if there is room.
     *
     * @throws SqlError 1105
     */
    void require() {
        if (given && !takeAgain()) {
            throw new SqlError(
                    1105,
                    17,
                    2,
                    "Could not allocate space for the store of the instance because the disk is full. Create the"
                            + " necessary space by deleting files that are not needed.");
        }
    }

    private synchronized boolean takeAgain() {
        if (!given) {
            return true;
        }
        if (System.nanoTime() - lastAttempt < BETWEEN_ATTEMPTS) {
            return false;
        }
        lastAttempt = System.nanoTime();
        // Room for the reserve alone would be gone with the next write.
        given = directory.toFile().getUsableSpace() < 2L * BYTES || !take();
        if (!given) {
            LOG.log(System.Logger.Level.INFO, "the disk of {0} has room again", directory);
        }
        return !given;
    }

    private boolean take() {
        try {
            if (file.exists() && file.size() == BYTES) {
                return true;
            }
            fill();
            return true;
        } catch (IOException | DbException e) {
            LOG.log(System.Logger.Level.DEBUG, "no room for the reserve", e);
            discard();
            return false;
        }
    }

    /** With what no file system compresses. */
    private void fill() throws IOException {
        byte[] noise = new byte[BLOCK];
        new Random(BLOCK).nextBytes(noise);
        try (FileChannel channel = file.open("rw")) {
            ByteBuffer block = ByteBuffer.wrap(noise);
            for (int written = 0; written < BYTES; written += BLOCK) {
                block.rewind();
                while (block.hasRemaining()) {
                    channel.write(block);
                }
            }
        }
    }

    private boolean discard() {
        try {
            file.delete();
            return true;
        } catch (DbException e) {
            LOG.log(System.Logger.Level.WARNING, "the reserve " + file + " cannot be deleted", e);
            return false;
        }
    }

    /** The store is closed; the reserve stays on disk for the next start. */
    void close() {
        OPEN.remove(directory, this);
    }
}
