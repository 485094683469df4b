package dev.colloquy.instance.engine;

import dev.colloquy.instance.engine.expression.Conversions;
import dev.colloquy.instance.engine.expression.Evaluator;
import dev.colloquy.instance.tsql.ControlStatement;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlInfo;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** RAISERROR and THROW. */
final class Raising {
    /** Sends the message at once. */
    static final String NOWAIT = "NOWAIT";

    static final int USER_ERROR = 50_000;
    private static final int FIRST_USER_MESSAGE = 13_000;
    private static final int INFORMATION = 10;
    private static final int HIGHEST_WITHOUT_LOG = 18;
    private static final int HIGHEST = 25;
    private static final int MAX_ARGUMENTS = 20;

    private final EngineSession session;

    Raising(EngineSession session) {
        this.session = session;
    }

    // THROW

    void raise(ControlStatement.Throw s, Scope scope) {
        if (s.number().isEmpty()) {
            if (!scope.isInCatch() || session.caught() == null) {
                throw new SqlError(
                        10704,
                        15,
                        1,
                        "To rethrow an error, a THROW statement must be used inside a CATCH block. Insert the THROW"
                                + " statement inside a CATCH block, or add error parameters to the THROW statement.");
            }
            throw session.caught().error();
        }
        int number = integer(s.number().get(), scope, 0);
        if (number < USER_ERROR) {
            throw new SqlError(
                    35100,
                    16,
                    10,
                    "Error number " + number
                            + " in the THROW statement is outside the valid range. Specify an error number in the valid"
                            + " range of 50000 to 2147483647.");
        }
        SqlValue message = Evaluator.evaluate(s.message().orElseThrow(), scope);
        String text = message.isNull()
                ? ""
                : (String) Conversions.convert(message, SqlType.nvarchar(2048)).value();
        int state = integer(s.state().orElseThrow(), scope, 1);
        throw new SqlError(number, 16, Math.max(0, Math.min(state, 255)), text);
    }

    // RAISERROR

    void raise(ControlStatement.Raiserror s, Scope scope) {
        int severity = Math.max(0, Math.min(integer(s.severity(), scope, 0), HIGHEST));
        int state = state(integer(s.state(), scope, 1));
        if (severity > HIGHEST_WITHOUT_LOG) {
            requireLog(s.options());
        }
        String text = text(s, scope, severity, state);
        if (s.options().contains("LOG")) {
            System.getLogger("dev.colloquy.instance.RAISERROR")
                    .log(System.Logger.Level.WARNING, "session {0}: {1}", session.spid(), text);
        }
        if (severity > INFORMATION) {
            throw new SqlError(USER_ERROR, severity, state, text);
        }
        int shown = severity == INFORMATION ? 0 : severity;
        session.response().info(new SqlInfo(USER_ERROR, state, shown, text, scope.line()));
        if (s.options().contains(NOWAIT)) {
            session.response().flush();
        }
    }

    private static int state(int state) {
        return state < 0 ? 1 : Math.min(state, 255);
    }

    private void requireLog(List<String> options) {
        if (!options.contains("LOG") || !session.instance().authorization().isSysadmin(session)) {
            throw new SqlError(
                    2754,
                    "Error severity levels greater than 18 can only be specified by members of the sysadmin role, using"
                            + " the WITH LOG option.");
        }
    }

    private static String text(ControlStatement.Raiserror s, Scope scope, int severity, int state) {
        SqlValue message = Evaluator.evaluate(s.message(), scope);
        if (message.isNull() || message.type().kind().isNumeric()) {
            return unknownMessage(message, severity, state);
        }
        if (!message.type().kind().isCharacter()) {
            throw new SqlError(
                    2732,
                    "Error number 0 is invalid. The number must be from 13000 through 2147483647 and it cannot be"
                            + " 50000.");
        }
        if (s.arguments().size() > MAX_ARGUMENTS) {
            throw new SqlError(
                    2747, "Too many substitution parameters for RAISERROR. Cannot exceed 20 substitution parameters.");
        }
        List<SqlValue> arguments = new ArrayList<>(s.arguments().size());
        for (Expression argument : s.arguments()) {
            arguments.add(Evaluator.evaluate(argument, scope));
        }
        return MessageFormat.format((String) message.value(), arguments);
    }

    /** sys.messages holds no messages of users. */
    private static String unknownMessage(SqlValue message, int severity, int state) {
        int number = message.isNull()
                ? 0
                : (Integer) Conversions.convert(message, SqlType.INT).value();
        if (number < FIRST_USER_MESSAGE || number == USER_ERROR) {
            throw new SqlError(
                    2732,
                    "Error number " + number
                            + " is invalid. The number must be from 13000 through 2147483647 and it cannot be 50000.");
        }
        throw new SqlError(
                18054,
                "Error " + number + ", severity " + severity + ", state " + state
                        + " was raised, but no message with that error number was found in sys.messages. If error is"
                        + " larger than 50000, make sure the user-defined message is added using sp_addmessage.");
    }

    private static int integer(Expression expression, Scope scope, int ifNull) {
        SqlValue value = Evaluator.evaluate(expression, scope);
        if (value.isNull()) {
            return ifNull;
        }
        if (value.type().kind() == SqlKind.INT) {
            return (Integer) value.value();
        }
        return (Integer)
                Optional.ofNullable(Conversions.assign(value, SqlType.INT).value())
                        .orElse(ifNull);
    }
}
