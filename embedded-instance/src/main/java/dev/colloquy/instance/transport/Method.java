package dev.colloquy.instance.transport;

/** How the two sides of a connection know each other: the AUTHENTICATION of an endpoint. */
enum Method {
    /** Both run under one operating-system account of one machine. */
    WINDOWS(1, "NEGOTIATE"),
    /** Each has the other's certificate in master. */
    CERTIFICATE(2, "CERTIFICATE");

    private final int bit;
    private final String catalogName;

    Method(int bit, String catalogName) {
        this.bit = bit;
        this.catalogName = catalogName;
    }

    /** The method's bit in a preface. */
    int bit() {
        return bit;
    }

    /** authentication_method of sys.dm_broker_connections. */
    String catalogName() {
        return catalogName;
    }
}
