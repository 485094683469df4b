package dev.colloquy.instance.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** The files of the store, as H2 opens them: on disk, backed by a {@link DiskReserve}. Public for H2, which makes it. */
public final class StoreFiles extends FilePathWrapper {
    static final String SCHEME = "reserved";
    static final String DISK = "file:";

    /** Makes H2 know {@code reserved:path}. */
    static void register() {
        FilePath.register(new StoreFiles());
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    protected FilePath unwrap(String fileName) {
        return FilePath.get(DISK + fileName.substring(SCHEME.length() + 1));
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        FileChannel opened = super.open(mode);
        DiskReserve reserve = DiskReserve.beside(getBase());
        return reserve == null ? opened : new StoreFile(opened, reserve);
    }
}
