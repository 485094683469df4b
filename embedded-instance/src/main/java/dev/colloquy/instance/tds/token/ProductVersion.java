package dev.colloquy.instance.tds.token;

/** The version that clients are told, SQL Server 2022; drivers choose their features by it. */
final class ProductVersion {
    static final int MAJOR = 16;
    static final int MINOR = 0;
    static final int BUILD = 4100;

    private ProductVersion() {}
}
