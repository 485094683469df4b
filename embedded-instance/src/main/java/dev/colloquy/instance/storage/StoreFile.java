package dev.colloquy.instance.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBase;

/** An open file of the store. A write that finds no room is repeated once, with the room that the reserve has left. */
final class StoreFile extends FileBase {
    private final FileChannel file;
    private final DiskReserve reserve;

    StoreFile(FileChannel file, DiskReserve reserve) {
        this.file = file;
        this.reserve = reserve;
    }

    /** A write; none of the buffer is consumed when it fails. */
    @FunctionalInterface
    private interface Write {
        int run() throws IOException;
    }

    private int write(Write write) throws IOException {
        try {
            return write.run();
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            if (!reserve.give(e)) {
                throw e;
            }
            return write.run();
        }
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return write(() -> file.write(from));
    }

    // Not synchronized as in the super class: many threads may write at once.
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public int write(ByteBuffer from, long position) throws IOException {
        return write(() -> file.write(from, position));
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
    public void force(boolean metaData) throws IOException {
        file.force(metaData);
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
