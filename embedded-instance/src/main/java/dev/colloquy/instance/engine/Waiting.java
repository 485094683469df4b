package dev.colloquy.instance.engine;

import dev.colloquy.instance.engine.expression.Conversions;
import dev.colloquy.instance.engine.expression.Evaluator;
import dev.colloquy.instance.tsql.ControlStatement;
import dev.colloquy.instance.types.Cancellation;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code WAITFOR DELAY} and {@code WAITFOR TIME}. */
final class Waiting {
    private static final Duration DAY = Duration.ofDays(1);

    private final EngineSession session;

    Waiting(EngineSession session) {
        this.session = session;
    }

    void run(ControlStatement.WaitFor statement, Scope scope) {
        LocalTime time = time(Evaluator.evaluate(statement.time(), scope));
        Duration delay = Duration.ofNanos(time.toNanoOfDay());
        if (!statement.delay()) {
            LocalTime now = LocalTime.ofInstant(scope.statementTime(), ZoneId.systemDefault());
            delay = Duration.between(now, time);
            if (delay.isNegative()) {
                delay = delay.plus(DAY);
            }
        }
        await(delay);
    }

    private static LocalTime time(SqlValue value) {
        if (value.isNull()) {
            throw syntax("");
        }
        if (value.value() instanceof LocalDateTime dateTime) {
            return dateTime.toLocalTime();
        }
        try {
            return (LocalTime) Conversions.convert(value, SqlType.time(7)).value();
        } catch (SqlError e) {
            throw syntax(String.valueOf(value.value())).causedBy(e);
        }
    }

    private static SqlError syntax(String time) {
        return new SqlError(148, 15, 1, "Incorrect time syntax in time string '" + time + "' used with WAITFOR.");
    }

    private void await(Duration delay) {
        CountDownLatch cancelled = new CountDownLatch(1);
        Cancellation cancellation = session.cancellation();
        Cancellation.Wait wait = cancellation.onCancel(cancelled::countDown);
        try {
            if (cancelled.await(delay.toNanos(), TimeUnit.NANOSECONDS)) {
                cancellation.check();
                throw new CancellationException("cancelled by the client");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SqlErrors.lockTimeout();
        } finally {
            wait.close();
        }
    }
}
