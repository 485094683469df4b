package dev.colloquy.broker.setup;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;
import org.jboss.logging.Logger;

/** Flyway's log: what it calls information is of interest only when something is looked for. */
public final class FlywayLog implements LogCreator {
    /** For Flyway, which makes it by name. */
    public FlywayLog() {}

    @Override
    public Log createLogger(Class<?> category) {
        return new Category(Logger.getLogger(category));
    }

    private record Category(Logger logger) implements Log {
        @Override
        public void debug(String message) {
            logger.trace(message);
        }

        @Override
        public void info(String message) {
            logger.debug(message);
        }

        @Override
        public void notice(String message) {
            logger.debug(message);
        }

        @Override
        public void warn(String message) {
            logger.warn(message);
        }

        /** Flyway throws what it logs here; set-up reports it. */
        @Override
        public void error(String message) {
            logger.debug(message);
        }

        @Override
        public void error(String message, Exception cause) {
            logger.debug(message, cause);
        }
    }
}
