package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.types.SqlType;

/** Types whose values H2 compares with one another as SQL Server does. */
enum TypeFamily {
    TEXT,
    NUMBER,
    MOMENT,
    OFFSET,
    TIME,
    IDENTIFIER,
    BINARY,
    VARIANT;

    static TypeFamily of(SqlType type) {
        return switch (type.kind()) {
            case BIT, TINYINT, SMALLINT, INT, BIGINT, SMALLMONEY, MONEY, DECIMAL, NUMERIC, REAL, FLOAT -> NUMBER;
            case DATE, SMALLDATETIME, DATETIME, DATETIME2 -> MOMENT;
            case DATETIMEOFFSET -> OFFSET;
            case TIME -> TIME;
            case CHAR, VARCHAR, TEXT, NCHAR, NVARCHAR, NTEXT, XML -> TEXT;
            case BINARY, VARBINARY, IMAGE, ROWVERSION -> BINARY;
            case UNIQUEIDENTIFIER -> IDENTIFIER;
            case SQL_VARIANT -> VARIANT;
        };
    }
}
