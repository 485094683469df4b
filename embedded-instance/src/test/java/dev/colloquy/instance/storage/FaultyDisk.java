package dev.colloquy.instance.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.disk.FilePathDisk;

/** The disk under the store, on which writing can be made to fail. It stands in for H2's own, in the whole process. */
public final class FaultyDisk extends FilePathDisk {
    private static volatile Fault fault = new Fault() {};

    /** What goes wrong; nothing unless overridden. */
    public interface Fault {
        /** Before bytes are written up to an offset of a file. */
        default void beforeWrite(Path file, long end) throws IOException {}

        /** Before a file is forced to the disk. */
        default void beforeForce(Path file) throws IOException {}
    }

    /** From now on everything that is written in this process meets with the fault. */
    public static void with(Fault injected) {
        fault = injected;
        FilePath.register(new FaultyDisk());
    }

    /** Nothing fails any more. */
    public static void repair() {
        fault = new Fault() {};
        FilePath.register(new FilePathDisk());
    }

    @Override
    public FilePathDisk getPath(String path) {
        FaultyDisk file = new FaultyDisk();
        file.name = translateFileName(path);
        return file;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Channel(Path.of(name), super.open(mode));
    }

    private static final class Channel extends FileBase {
        private final Path path;
        private final FileChannel file;

        Channel(Path path, FileChannel file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            fault.beforeWrite(path, file.position() + from.remaining());
            return file.write(from);
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized")
        public int write(ByteBuffer from, long position) throws IOException {
            fault.beforeWrite(path, position + from.remaining());
            return file.write(from, position);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            fault.beforeForce(path);
            file.force(metaData);
        }

        @Override
        public int read(ByteBuffer to) throws IOException {
            return file.read(to);
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized")
        public int read(ByteBuffer to, long position) throws IOException {
            return file.read(to, position);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            file.truncate(size);
            return this;
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
