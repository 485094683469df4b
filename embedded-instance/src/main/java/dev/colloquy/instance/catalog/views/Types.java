package dev.colloquy.instance.catalog.views;

import dev.colloquy.instance.types.SqlType;

/** Types of catalog columns. */
final class Types {
    static final SqlType CODE = SqlType.charOf(2);
    static final SqlType DESCRIPTION = SqlType.nvarchar(60);
    static final SqlType SID = SqlType.varbinary(85);

    /** The collation of the instance and its databases. */
    static final String COLLATION = "SQL_Latin1_General_CP1_CI_AS";

    private Types() {}
}
