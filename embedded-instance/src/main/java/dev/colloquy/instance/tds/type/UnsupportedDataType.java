package dev.colloquy.instance.tds.type;

import java.io.Serial;

/** A parameter has a type that the instance does not take: a table, a CLR type, json, vector or an encrypted value. */
public final class UnsupportedDataType extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int dataType;

    public UnsupportedDataType(int dataType) {
        super("data type " + dataType);
        this.dataType = dataType;
    }

    /** The byte of TYPE_INFO. */
    public int dataType() {
        return dataType;
    }
}
