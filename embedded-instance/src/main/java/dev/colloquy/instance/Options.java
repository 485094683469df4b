package dev.colloquy.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The command line of the process.
 *
 * @param name         names the instance in logs and as {@code @@SERVERNAME}
 * @param port         TDS port, 0 for any free one
 * @param brokerPort   port that stands for {@code LISTENER_PORT = 4022}, absent to take the statement literally
 * @param data         data directory
 * @param bind         address to listen on
 * @param passwordFile file with the password of sa, absent to take it from the environment
 */
record Options(
        String name, int port, Optional<Integer> brokerPort, Path data, String bind, Optional<Path> passwordFile) {
    static final String USAGE = """
            usage: java -jar embedded-instance.jar [options]
              --name NAME              name of the instance (default: colloquy)
              --port PORT              TDS port, 0 for any free one (default: 1433)
              --broker-port PORT       port used where CREATE ENDPOINT says LISTENER_PORT = 4022 (default: 4022)
              --data DIR               data directory (default: data/NAME)
              --bind ADDRESS           address to listen on (default: 127.0.0.1)
              --sa-password-file FILE  file with the password of sa (default: environment variable MSSQL_SA_PASSWORD)""";

    private static final String PASSWORD_VARIABLE = "MSSQL_SA_PASSWORD";

    /**
     * Reads the arguments.
     *
     * @throws StartFailure if one is unknown, incomplete or out of range
     */
    static Options parse(String... arguments) throws StartFailure {
        String name = "colloquy";
        int port = 1433;
        Optional<Integer> brokerPort = Optional.empty();
        Optional<Path> data = Optional.empty();
        String bind = "127.0.0.1";
        Optional<Path> passwordFile = Optional.empty();
        for (int i = 0; i < arguments.length; i += 2) {
            String option = arguments[i];
            if (i + 1 == arguments.length) {
                throw new StartFailure("unknown option or option without value: " + option + "\n" + USAGE);
            }
            String value = arguments[i + 1];
            switch (option) {
                case "--name" -> name = name(value);
                case "--port" -> port = port(option, value);
                case "--broker-port" -> brokerPort = Optional.of(port(option, value));
                case "--data" -> data = Optional.of(path(option, value));
                case "--bind" -> bind = value;
                case "--sa-password-file" -> passwordFile = Optional.of(path(option, value));
                default -> throw new StartFailure("unknown option: " + option + "\n" + USAGE);
            }
        }
        return new Options(name, port, brokerPort, data.orElse(Path.of("data", name)), bind, passwordFile);
    }

    private static String name(String value) throws StartFailure {
        boolean valid = !value.isEmpty() && value.length() <= 60;
        for (char c : value.toCharArray()) {
            valid &= Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '$';
        }
        if (!valid) {
            throw new StartFailure("--name takes 1 to 60 letters, digits, '-', '_' or '$', not: " + value);
        }
        return value;
    }

    private static int port(String option, String value) throws StartFailure {
        try {
            int port = Integer.parseInt(value);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new StartFailure(option + " takes a port from 0 to 65535, not: " + value, e);
        }
        throw new StartFailure(option + " takes a port from 0 to 65535, not: " + value);
    }

    private static Path path(String option, String value) throws StartFailure {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new StartFailure(option + " takes a path, not: " + value, e);
        }
    }

    /**
     * The password of sa, without the line break that ends its file.
     *
     * @throws StartFailure if there is none or its file cannot be read
     */
    String saPassword(Map<String, String> environment) throws StartFailure {
        if (passwordFile.isPresent()) {
            try {
                return Files.readString(passwordFile.get()).stripTrailing();
            } catch (IOException e) {
                throw new StartFailure("the password file " + passwordFile.get() + " cannot be read: " + e, e);
            }
        }
        String password = environment.get(PASSWORD_VARIABLE);
        if (password == null || password.isEmpty()) {
            throw new StartFailure("no password for sa: give --sa-password-file FILE or the environment variable "
                    + PASSWORD_VARIABLE);
        }
        return password;
    }
}
