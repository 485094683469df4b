package dev.colloquy.instance.broker;

import dev.colloquy.instance.types.SqlError;

/** The errors of CREATE ROUTE and ALTER ROUTE. */
final class RouteErrors {
    private RouteErrors() {}

    static SqlError empty(String option, String route) {
        return new SqlError(9659, "The " + option + " of route '" + route + "' cannot be empty.");
    }

    static SqlError tooLong(String option, String route, int limit) {
        return new SqlError(
                9660, "The " + option + " of route '" + route + "' must be less than " + limit + " characters long.");
    }

    static SqlError mirrorNeedsServiceAndInstance(String route) {
        return new SqlError(
                9661,
                "The SERVICE_NAME and BROKER_INSTANCE of route \"" + route
                        + "\" must be specified when using mirroring.");
    }

    static SqlError instanceWithoutService(String route) {
        return new SqlError(9662, "Cannot specify BROKER_INSTANCE without SERVICE_NAME in route \"" + route + "\".");
    }

    static SqlError mirrorNeedsAddress(String option, String route) {
        return new SqlError(
                9743, "The " + option + " of route \"" + route + "\" must be an address when using mirroring.");
    }

    static SqlError invalidAddress(String option, String route) {
        return new SqlError(9744, "The " + option + " of route \"" + route + "\" is not a valid address.");
    }

    static SqlError transportWithService(String route) {
        return new SqlError(
                9745, "The ADDRESS of route '" + route + "' cannot be 'TRANSPORT' when SERVICE_NAME is specified.");
    }

    static SqlError lifetimeRange(String route) {
        return new SqlError(
                9746, "The LIFETIME of route '" + route + "' must be in the range 1 to " + Integer.MAX_VALUE + ".");
    }

    static SqlError sameMirror(String route) {
        return new SqlError(9747, "The ADDRESS and MIRROR_ADDRESS of route '" + route + "' cannot be the same.");
    }
}
