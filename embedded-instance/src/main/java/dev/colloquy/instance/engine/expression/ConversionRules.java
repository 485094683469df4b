package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;

/** Which conversions exist: the chart in "Data type conversion (Database Engine)". */
final class ConversionRules {
    private static final Rule[][] RULES = rules();

    private ConversionRules() {}

    /** How one type becomes another. */
    enum Rule {
        IMPLICIT,
        EXPLICIT,
        NONE
    }

    static Rule rule(SqlKind from, SqlKind to) {
        return RULES[from.ordinal()][to.ordinal()];
    }

    /** Fails with 529 where CAST is not allowed. */
    static void checkExplicit(SqlType from, SqlType to) {
        if (rule(from.kind(), to.kind()) == Rule.NONE) {
            throw ConversionErrors.explicitNotAllowed(from, to);
        }
    }

    /** Fails with 206 where no conversion exists, with 257 where it must be written as CAST. */
    static void checkImplicit(SqlType from, SqlType to) {
        switch (rule(from.kind(), to.kind())) {
            case NONE -> throw ConversionErrors.typeClash(from, to);
            case EXPLICIT -> throw ConversionErrors.implicitNotAllowed(from, to);
            case IMPLICIT -> {
                // allowed
            }
        }
    }

    private static Rule[][] rules() {
        SqlKind[] kinds = SqlKind.values();
        Rule[][] rules = new Rule[kinds.length][kinds.length];
        for (SqlKind from : kinds) {
            for (SqlKind to : kinds) {
                rules[from.ordinal()][to.ordinal()] = derive(from, to);
            }
        }
        return rules;
    }

    private static Rule derive(SqlKind from, SqlKind to) {
        if (from == to) {
            return Rule.IMPLICIT;
        }
        if (to == SqlKind.SQL_VARIANT) {
            return isLarge(from) || from == SqlKind.ROWVERSION ? Rule.NONE : Rule.IMPLICIT;
        }
        return switch (from) {
            case BIT, TINYINT, SMALLINT, INT, BIGINT, DECIMAL, NUMERIC, MONEY, SMALLMONEY, REAL, FLOAT ->
                number(from, to);
            case CHAR, VARCHAR, NCHAR, NVARCHAR -> text(from, to);
            case TEXT, NTEXT ->
                to.isCharacter() || (to == SqlKind.XML && from == SqlKind.NTEXT) ? Rule.IMPLICIT : Rule.NONE;
            case BINARY, VARBINARY, IMAGE, ROWVERSION -> binary(from, to);
            case DATE, TIME, SMALLDATETIME, DATETIME, DATETIME2, DATETIMEOFFSET -> temporal(from, to);
            case UNIQUEIDENTIFIER -> isShortText(to) || isShortBinary(to) ? Rule.IMPLICIT : Rule.NONE;
            case XML -> isShortText(to) || isShortBinary(to) ? Rule.EXPLICIT : Rule.NONE;
            case SQL_VARIANT -> isLarge(to) || to == SqlKind.ROWVERSION ? Rule.NONE : Rule.EXPLICIT;
        };
    }

    private static Rule number(SqlKind from, SqlKind to) {
        boolean approximate = from == SqlKind.REAL || from == SqlKind.FLOAT;
        if (to == SqlKind.ROWVERSION) {
            return approximate ? Rule.NONE : Rule.IMPLICIT;
        }
        boolean allowed = to.isNumeric()
                || isShortText(to)
                || isShortBinary(to)
                || to == SqlKind.DATETIME
                || to == SqlKind.SMALLDATETIME;
        return allowed ? Rule.IMPLICIT : Rule.NONE;
    }

    private static Rule text(SqlKind from, SqlKind to) {
        if (isShortBinary(to)) {
            return Rule.EXPLICIT;
        }
        if (to == SqlKind.ROWVERSION || to == SqlKind.IMAGE) {
            return from.isUnicode() ? Rule.NONE : to == SqlKind.IMAGE ? Rule.IMPLICIT : Rule.EXPLICIT;
        }
        return Rule.IMPLICIT;
    }

    private static Rule binary(SqlKind from, SqlKind to) {
        if (to.isBinary()) {
            return Rule.IMPLICIT;
        }
        if (from == SqlKind.IMAGE) {
            return Rule.NONE;
        }
        if (from == SqlKind.ROWVERSION) {
            boolean allowed = isExactNumber(to) || to == SqlKind.CHAR || to == SqlKind.VARCHAR || isDatetime(to);
            return allowed ? Rule.IMPLICIT : Rule.NONE;
        }
        if (to.isTemporal()) {
            return isDatetime(to) ? Rule.IMPLICIT : Rule.EXPLICIT;
        }
        boolean allowed = isExactNumber(to) || isShortText(to) || to == SqlKind.UNIQUEIDENTIFIER || to == SqlKind.XML;
        return allowed ? Rule.IMPLICIT : Rule.NONE;
    }

    private static Rule temporal(SqlKind from, SqlKind to) {
        if (isShortText(to)) {
            return Rule.IMPLICIT;
        }
        if (isShortBinary(to)) {
            return Rule.EXPLICIT;
        }
        if (to.isTemporal()) {
            boolean never =
                    (from == SqlKind.DATE && to == SqlKind.TIME) || (from == SqlKind.TIME && to == SqlKind.DATE);
            return never ? Rule.NONE : Rule.IMPLICIT;
        }
        return isDatetime(from) && (to.isNumeric() || to == SqlKind.ROWVERSION) ? Rule.EXPLICIT : Rule.NONE;
    }

    private static boolean isDatetime(SqlKind kind) {
        return kind == SqlKind.DATETIME || kind == SqlKind.SMALLDATETIME;
    }

    private static boolean isExactNumber(SqlKind kind) {
        return kind.isInteger() || kind.isDecimal();
    }

    private static boolean isShortText(SqlKind kind) {
        return kind.isCharacter() && kind != SqlKind.TEXT && kind != SqlKind.NTEXT;
    }

    private static boolean isShortBinary(SqlKind kind) {
        return kind == SqlKind.BINARY || kind == SqlKind.VARBINARY;
    }

    private static boolean isLarge(SqlKind kind) {
        return kind == SqlKind.TEXT || kind == SqlKind.NTEXT || kind == SqlKind.IMAGE || kind == SqlKind.XML;
    }
}
