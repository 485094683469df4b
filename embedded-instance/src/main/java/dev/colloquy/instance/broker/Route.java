package dev.colloquy.instance.broker;

import java.time.LocalDateTime;
import java.util.Optional;

/**
 * A route, as {@code sys.routes} shows it.
 *
 * @param serviceName    remote_service_name; absent: any
 * @param brokerInstance absent: any; as it was written
 * @param expires        UTC; absent: never. An expired route stays and is ignored
 * @param address        {@code TCP://host:port}, {@code LOCAL} or {@code TRANSPORT}
 */
public record Route(
        int databaseId,
        int id,
        String name,
        int ownerId,
        Optional<String> serviceName,
        Optional<String> brokerInstance,
        Optional<LocalDateTime> expires,
        String address,
        Optional<String> mirrorAddress)
        implements Definition {}
