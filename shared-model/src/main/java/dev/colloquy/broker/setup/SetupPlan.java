package dev.colloquy.broker.setup;

import dev.colloquy.contract.Side;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What set-up is to make of an instance.
 *
 * @param side whose objects
 * @param endpointHost name or address by which the peer's instance reaches this instance
 * @param endpointPort {@code LISTENER_PORT} of an endpoint that has to be created
 * @param runTimeLogin login to create and to let EXECUTE the procedures; absent if run-time work uses the set-up login
 * @param certificateValidity how long a certificate that has to be created is valid
 * @param migrations class path folders of the Flyway migrations
 */
public record SetupPlan(
        Side side,
        String endpointHost,
        int endpointPort,
        Optional<RunTimeLogin> runTimeLogin,
        Duration certificateValidity,
        List<String> migrations) {
    private static final int MAXIMUM_PORT = 65_535;

    /** Refuses a blank host, a port that is none and a validity that ends at once; copies the list. */
    public SetupPlan {
        if (endpointHost.isBlank()) {
            throw new IllegalArgumentException("the host of the Service Broker endpoint is blank");
        }
        if (endpointPort < 1 || endpointPort > MAXIMUM_PORT) {
            throw new IllegalArgumentException("no port for a Service Broker endpoint: " + endpointPort);
        }
        if (certificateValidity.isNegative() || certificateValidity.isZero()) {
            throw new IllegalArgumentException("certificates cannot be valid for " + certificateValidity);
        }
        migrations = List.copyOf(migrations);
    }
}
