package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.types.SqlType;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

/** The functions that tell the time; all calls in one statement agree. Local time is that of the process. */
final class ClockFunctions {
    private ClockFunctions() {}

    static void addTo(Map<String, BuiltIn> functions) {
        add(functions, "GETDATE", SqlType.DATETIME, false);
        add(functions, "CURRENT_TIMESTAMP", SqlType.DATETIME, false);
        add(functions, "GETUTCDATE", SqlType.DATETIME, true);
        add(functions, "SYSDATETIME", SqlType.DATETIME2, false);
        add(functions, "SYSUTCDATETIME", SqlType.DATETIME2, true);
        SqlType offset = SqlType.datetimeoffset(7);
        BuiltIn.of(
                        "SYSDATETIMEOFFSET",
                        0,
                        ResultTypes.always(offset),
                        a -> Conversions.convert(
                                OffsetDateTime.ofInstant(a.context().statementTime(), ZoneId.systemDefault()),
                                SqlType.datetimeoffset(9),
                                offset))
                .nondeterministic()
                .addTo(functions);
    }

    private static void add(Map<String, BuiltIn> functions, String name, SqlType type, boolean utc) {
        BuiltIn.of(name, 0, ResultTypes.always(type), a -> time(a.context().statementTime(), type, utc))
                .nondeterministic()
                .addTo(functions);
    }

    private static Object time(Instant instant, SqlType type, boolean utc) {
        LocalDateTime time = LocalDateTime.ofInstant(instant, utc ? ZoneOffset.UTC : ZoneId.systemDefault());
        return Conversions.convert(time, SqlType.datetime2(9), type);
    }
}
