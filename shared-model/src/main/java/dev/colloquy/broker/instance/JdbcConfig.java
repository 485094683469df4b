package dev.colloquy.broker.instance;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The SQL Server instance that the service owns, and the login for its run-time work. */
@ConfigMapping(prefix = "colloquy.jdbc")
public interface JdbcConfig {
    /**
     * JDBC URL of the instance, without a database, such as {@code jdbc:sqlserver://sql1.example:1433}. Absent: the
     * service starts an embedded instance of its own.
     */
    Optional<String> url();

    /** Login for run-time work. Absent: what the URL says. */
    Optional<String> username();

    /** Password of that login. */
    Optional<String> password();
}
