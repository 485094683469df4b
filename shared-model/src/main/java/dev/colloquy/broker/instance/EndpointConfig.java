package dev.colloquy.broker.instance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The Service Broker endpoint of the instance. */
@ConfigMapping(prefix = "colloquy.endpoint")
public interface EndpointConfig {
    /** Name or address by which the peer's instance reaches this instance; goes into the peer's route. */
    @WithDefault("localhost")
    String host();

    /** {@code LISTENER_PORT} of the endpoint, should it have to be created. */
    int port();
}
