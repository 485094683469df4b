package dev.colloquy.broker.instance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.OptionalInt;

/** The Service Broker endpoint of the instance. */
@ConfigMapping(prefix = "colloquy.endpoint")
public interface EndpointConfig {
    /** Name or address by which the peer's instance reaches this instance; goes into the peer's route. */
    @WithDefault("localhost")
    String host();

    /** {@code LISTENER_PORT} of the endpoint, should it have to be created. */
    int port();

    /** Port by which the peer's instance reaches this instance, where it is mapped to another than {@code LISTENER_PORT}. */
    OptionalInt advertisedPort();
}
