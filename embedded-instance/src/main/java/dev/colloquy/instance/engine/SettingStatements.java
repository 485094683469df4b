package dev.colloquy.instance.engine;

import dev.colloquy.instance.engine.expression.Conversions;
import dev.colloquy.instance.engine.expression.Evaluator;
import dev.colloquy.instance.tsql.ControlStatement;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import dev.colloquy.instance.types.SqlInfo;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * SET of session options. Options whose other setting would change what statements mean, and which the instance does
 * not have, are refused; those that only steer SQL Server's planner or its reports are accepted without effect.
 */
final class SettingStatements {
    private static final Map<String, Integer> SWITCHES = Map.ofEntries(
            Map.entry("IMPLICIT_TRANSACTIONS", SessionSettings.IMPLICIT_TRANSACTIONS),
            Map.entry("CURSOR_CLOSE_ON_COMMIT", SessionSettings.CURSOR_CLOSE_ON_COMMIT),
            Map.entry("ANSI_WARNINGS", SessionSettings.ANSI_WARNINGS),
            Map.entry("ANSI_PADDING", SessionSettings.ANSI_PADDING),
            Map.entry("ANSI_NULLS", SessionSettings.ANSI_NULLS),
            Map.entry("ARITHABORT", SessionSettings.ARITHABORT),
            Map.entry("ARITHIGNORE", SessionSettings.ARITHIGNORE),
            Map.entry("QUOTED_IDENTIFIER", SessionSettings.QUOTED_IDENTIFIER),
            Map.entry("NOCOUNT", SessionSettings.NOCOUNT),
            Map.entry("ANSI_NULL_DFLT_ON", SessionSettings.ANSI_NULL_DFLT_ON),
            Map.entry("ANSI_NULL_DFLT_OFF", SessionSettings.ANSI_NULL_DFLT_OFF),
            Map.entry("CONCAT_NULL_YIELDS_NULL", SessionSettings.CONCAT_NULL_YIELDS_NULL),
            Map.entry("NUMERIC_ROUNDABORT", SessionSettings.NUMERIC_ROUNDABORT),
            Map.entry("XACT_ABORT", SessionSettings.XACT_ABORT),
            Map.entry("FMTONLY", SessionSettings.FMTONLY),
            Map.entry("NOEXEC", SessionSettings.NOEXEC),
            Map.entry("PARSEONLY", SessionSettings.PARSEONLY));

    private static final Set<String> ALWAYS_ON =
            Set.of("QUOTED_IDENTIFIER", "ANSI_NULLS", "ANSI_PADDING", "CONCAT_NULL_YIELDS_NULL");
    private static final Set<String> ALWAYS_OFF =
            Set.of("NUMERIC_ROUNDABORT", "SHOWPLAN_ALL", "SHOWPLAN_TEXT", "SHOWPLAN_XML");
    private static final Set<String> OTHER_DATE_ORDERS = Set.of("dmy", "ydm", "myd", "dym");
    private static final int DEFAULT_TEXT_SIZE = 4096;

    private final EngineSession session;

    SettingStatements(EngineSession session) {
        this.session = session;
    }

    /** {@code SET option, … ON|OFF}. */
    void execute(ControlStatement.SetSwitch statement) {
        for (String option : statement.options()) {
            turn(option, statement.on());
        }
    }

    private void turn(String option, boolean on) {
        if (option.equals("ANSI_DEFAULTS")) {
            ALWAYS_ON.forEach(each -> turn(each, on));
            turn("ANSI_WARNINGS", on);
            turn("ANSI_NULL_DFLT_ON", on);
            turn("IMPLICIT_TRANSACTIONS", on);
            turn("CURSOR_CLOSE_ON_COMMIT", on);
            return;
        }
        if (on ? ALWAYS_OFF.contains(option) : ALWAYS_ON.contains(option)) {
            throw SqlErrors.notSupported("SET " + option + (on ? " ON" : " OFF"));
        }
        Integer bit = SWITCHES.get(option);
        if (bit != null && session.settings().isOn(bit) != on) {
            session.changeSettings().turn(bit, on);
        }
    }

    /** {@code SET TRANSACTION ISOLATION LEVEL}: kept and reported; every level is served by row versions. */
    void isolation(String level) {
        if (!session.settings().isolation.equals(level)) {
            session.changeSettings().isolation = level;
        }
    }

    /** {@code SET option value}. */
    void execute(ControlStatement.SetOption statement, Scope scope) {
        Expression value = statement.value();
        switch (statement.option()) {
            case "ROWCOUNT" -> session.changeSettings().rowCount = number(value, scope, "ROWCOUNT");
            case "TEXTSIZE" -> textSize((int) number(value, scope, "TEXTSIZE"));
            case "LOCK_TIMEOUT" -> session.changeSettings().lockTimeout = (int) number(value, scope, "LOCK_TIMEOUT");
            case "DATEFIRST" -> dateFirst((int) number(value, scope, "DATEFIRST"));
            case "DATEFORMAT" -> dateFormat(word(value, scope));
            case "LANGUAGE" -> language(word(value, scope), scope);
            case "CONTEXT_INFO" -> contextInfo(Evaluator.evaluate(value, scope));
            case "DEADLOCK_PRIORITY", "QUERY_GOVERNOR_COST_LIMIT" -> Evaluator.evaluate(value, scope);
            default -> throw SqlErrors.notSupported("SET " + statement.option());
        }
    }

    private static long number(Expression value, Scope scope, String option) {
        SqlValue number = Conversions.assign(Evaluator.evaluate(value, scope), SqlType.INT);
        if (number.isNull()) {
            throw new SqlError(155, 15, 1, "'NULL' is not a recognized SET " + option + " option.");
        }
        return (Integer) number.value();
    }

    private static String word(Expression value, Scope scope) {
        SqlValue word = Conversions.assign(Evaluator.evaluate(value, scope), SqlType.SYSNAME);
        return word.isNull() ? "" : (String) word.value();
    }

    private void textSize(int size) {
        session.changeSettings().textSize = size == 0 ? DEFAULT_TEXT_SIZE : size < 0 ? Integer.MAX_VALUE : size;
    }

    private void dateFirst(int day) {
        if (day < 1 || day > 7) {
            throw new SqlError(2742, 16, 1, "SET DATEFIRST " + day + " is out of range.");
        }
        session.changeSettings().dateFirst = day;
    }

    private void dateFormat(String order) {
        String format = order.toLowerCase(Locale.ROOT);
        if (OTHER_DATE_ORDERS.contains(format)) {
            throw SqlErrors.notSupported("SET DATEFORMAT " + format);
        }
        if (!format.equals("mdy") && !format.equals("ymd")) {
            throw new SqlError(2741, 16, 1, "SET DATEFORMAT date order '" + order + "' is invalid.");
        }
        session.changeSettings().dateFormat = format;
    }

    private void language(String name, Scope scope) {
        if (!name.equalsIgnoreCase("us_english") && !name.equalsIgnoreCase("English")) {
            throw new SqlError(
                    2740,
                    16,
                    1,
                    "SET LANGUAGE failed because '" + name + "' is not an official language name or a language alias on"
                            + " this SQL Server.");
        }
        scope.info(new SqlInfo(5703, 1, 0, "Changed language setting to us_english.", scope.line()));
    }

    private void contextInfo(SqlValue value) {
        session.contextInfo(Conversions.assign(value, SqlType.binary(128)));
    }
}
