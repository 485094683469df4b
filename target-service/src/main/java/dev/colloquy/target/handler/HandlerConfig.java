package dev.colloquy.target.handler;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;

/** Which handler answers the requests. */
@ConfigMapping(prefix = "colloquy.handler")
public interface HandlerConfig {
    /** Name of the handler: {@code tutorial}, {@code stock}, {@code conversation}, or a bean of the site's own. */
    @WithParentName
    @WithDefault("tutorial")
    String name();
}
