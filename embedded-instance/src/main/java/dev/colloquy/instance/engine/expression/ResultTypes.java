package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.types.SqlType;

/** Result types that several functions share. */
final class ResultTypes {
    private ResultTypes() {}

    /** Always the same type. */
    static BuiltIn.TypeRule always(SqlType type) {
        return arguments -> type;
    }

    /** Text of variable length, as long as the first argument at most. */
    static SqlType text(SqlType[] arguments) {
        return text(arguments[0], displayLength(arguments[0]));
    }

    /** Text as long as its type allows, unicode if one of the arguments is. */
    static SqlType longestText(SqlType[] arguments) {
        boolean unicode = false;
        boolean max = false;
        for (SqlType argument : arguments) {
            unicode |= argument.kind().isUnicode();
            max |= argument.kind().isCharacter() && argument.isMax();
        }
        if (max) {
            return unicode ? SqlType.NVARCHAR_MAX : SqlType.VARCHAR_MAX;
        }
        return unicode
                ? SqlType.nvarchar(Promotion.MAX_NATIONAL_CHARACTERS)
                : SqlType.varchar(Promotion.MAX_CHARACTERS);
    }

    /** int, or bigint for the (max) types. */
    static SqlType position(SqlType argument) {
        boolean large = argument.isMax()
                && (argument.kind().isCharacter() || argument.kind().isBinary());
        return large ? SqlType.BIGINT : SqlType.INT;
    }

    /** Text of a length, in the alphabet of another type. */
    static SqlType text(SqlType like, int length) {
        if (like.isMax() && (like.kind().isCharacter() || like.kind().isBinary())) {
            return like.kind().isUnicode() ? SqlType.NVARCHAR_MAX : SqlType.VARCHAR_MAX;
        }
        return like.kind().isUnicode()
                ? SqlType.nvarchar(Math.min(length, Promotion.MAX_NATIONAL_CHARACTERS))
                : SqlType.varchar(Math.min(length, Promotion.MAX_CHARACTERS));
    }

    /** Characters that a value of a type needs when it becomes text. */
    static int displayLength(SqlType type) {
        return switch (type.kind()) {
            case CHAR, VARCHAR, NCHAR, NVARCHAR, BINARY, VARBINARY ->
                type.isMax() ? Promotion.MAX_CHARACTERS : type.length();
            case BIT -> 1;
            case TINYINT -> 3;
            case SMALLINT -> 6;
            case INT -> 12;
            case BIGINT -> 24;
            case DECIMAL, NUMERIC -> type.precision() + 3;
            case MONEY, SMALLMONEY -> 24;
            case REAL, FLOAT -> 24;
            case DATE -> 10;
            case TIME -> 16;
            case SMALLDATETIME, DATETIME -> 24;
            case DATETIME2 -> 27;
            case DATETIMEOFFSET -> 34;
            case UNIQUEIDENTIFIER -> 36;
            case TEXT, NTEXT, IMAGE, ROWVERSION, XML, SQL_VARIANT -> Promotion.MAX_CHARACTERS;
        };
    }
}
