package dev.colloquy.instance.engine;

import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;

/** What the last statement of a session has left: {@code @@ERROR}, {@code @@ROWCOUNT} and {@code @@IDENTITY}. */
final class LastStatement {
    /** The type of {@code @@IDENTITY} and SCOPE_IDENTITY. */
    static final SqlType IDENTITY_TYPE = SqlType.numeric(38, 0);

    private int error;
    private long rowCount;
    private SqlValue identity = SqlValue.nullOf(IDENTITY_TYPE);
    private SqlValue batchIdentity = identity;

    /** It ended without error. */
    void succeeded(long rows) {
        error = 0;
        rowCount = rows;
    }

    /** It ended with an error. */
    void failed(int number) {
        error = number;
        rowCount = 0;
    }

    /** {@code @@ERROR}. */
    int error() {
        return error;
    }

    /** An error that leaves the number of rows as it is. */
    void error(int number) {
        error = number;
    }

    /** {@code @@ROWCOUNT}. */
    long rowCount() {
        return rowCount;
    }

    /** {@code @@IDENTITY}. */
    SqlValue identity() {
        return identity;
    }

    /** {@code SCOPE_IDENTITY()} outside of procedures. */
    SqlValue batchIdentity() {
        return batchIdentity;
    }

    void identity(SqlValue value, boolean ofBatch) {
        identity = value;
        if (ofBatch) {
            batchIdentity = value;
        }
    }
}
