package dev.colloquy.instance.engine;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;

/** {@code @@ROWCOUNT} and the other functions that are written like variables. */
final class SystemVariables {
    private static final int MAX_PRECISION = 38;
    private static final int MAX_CONNECTIONS = 32_767;

    private SystemVariables() {}

    /** The value of a system variable; the name in upper case with both signs. */
    static SqlValue value(String name, Scope scope) {
        EngineSession session = scope.session();
        return switch (name) {
            case "@@ROWCOUNT" -> integer((int) Math.min(session.last().rowCount(), Integer.MAX_VALUE));
            case "@@ERROR" -> integer(session.last().error());
            case "@@TRANCOUNT" -> integer(session.transaction().count());
            case "@@IDENTITY" -> session.last().identity();
            case "@@SPID" -> SqlValue.of(SqlType.SMALLINT, session.spid());
            case "@@NESTLEVEL" -> integer(scope.nestLevel());
            case "@@PROCID" ->
                integer(scope.procedure() == null ? 0 : scope.procedure().objectId());
            case "@@FETCH_STATUS", "@@CURSOR_ROWS" -> integer(0);
            default -> setting(name, session);
        };
    }

    private static SqlValue setting(String name, EngineSession session) {
        SessionSettings settings = session.settings();
        return switch (name) {
            case "@@OPTIONS" -> integer(settings.options());
            case "@@DATEFIRST" -> SqlValue.of(SqlType.TINYINT, settings.dateFirst);
            case "@@LOCK_TIMEOUT" -> integer(settings.lockTimeout);
            case "@@TEXTSIZE" -> integer(settings.textSize);
            case "@@LANGUAGE" -> name("us_english");
            case "@@LANGID" -> SqlValue.of(SqlType.SMALLINT, 0);
            default -> server(name, session);
        };
    }

    private static SqlValue server(String name, EngineSession session) {
        return switch (name) {
            case "@@SERVERNAME" -> name(session.instance().serverName());
            case "@@SERVICENAME" -> name("MSSQLSERVER");
            case "@@VERSION" -> SqlValue.of(SqlType.nvarchar(300), ServerProperties.VERSION_TEXT);
            case "@@MICROSOFTVERSION" -> integer(ServerProperties.MICROSOFT_VERSION);
            case "@@MAX_PRECISION" -> SqlValue.of(SqlType.TINYINT, MAX_PRECISION);
            case "@@MAX_CONNECTIONS" -> integer(MAX_CONNECTIONS);
            case "@@DBTS" -> SqlValue.of(SqlType.varbinary(8), new byte[8]);
            case "@@REMSERVER" -> SqlValue.nullOf(SqlType.SYSNAME);
            default -> throw new SqlError(137, 15, 2, "Must declare the scalar variable \"" + name + "\".");
        };
    }

    private static SqlValue integer(int value) {
        return SqlValue.of(SqlType.INT, value);
    }

    private static SqlValue name(String value) {
        return SqlValue.of(SqlType.SYSNAME, value);
    }
}
