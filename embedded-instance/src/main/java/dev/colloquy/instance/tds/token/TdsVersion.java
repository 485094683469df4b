package dev.colloquy.instance.tds.token;

/** Versions of the protocol as LOGIN7 carries them (little endian) and LOGINACK returns them (big endian). */
public final class TdsVersion {
    public static final int TDS_7_2 = 0x72090002;
    public static final int TDS_7_3A = 0x730A0003;
    public static final int TDS_7_4 = 0x74000004;
    public static final int TDS_8_0 = 0x08000000;

    private TdsVersion() {}

    /** True if the types and tokens that the instance sends exist in the version: 7.3 and later. */
    public static boolean isSupported(int version) {
        return version == TDS_8_0 || version >= TDS_7_3A;
    }

    /** True if the version has the short DONE and ERROR tokens of TDS 7.1 and before. */
    public static boolean isShort(int version) {
        return version != TDS_8_0 && version < TDS_7_2;
    }

    /** The version that the session speaks when a client asks for one. */
    public static int agreed(int wanted) {
        return wanted == TDS_8_0 ? TDS_8_0 : Math.min(wanted, TDS_7_4);
    }
}
