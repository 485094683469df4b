package dev.colloquy.instance.broker;

import java.util.Optional;

/**
 * WITH of CREATE ROUTE and ALTER ROUTE; what is absent in ALTER keeps its value.
 *
 * @param brokerInstance a GUID in any of the usual notations
 * @param lifetimeSeconds from now
 */
public record RouteOptions(
        Optional<String> serviceName,
        Optional<String> brokerInstance,
        Optional<Long> lifetimeSeconds,
        Optional<String> address,
        Optional<String> mirrorAddress) {}
