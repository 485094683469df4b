package dev.colloquy.instance.broker;

import dev.colloquy.instance.security.Principal;
import dev.colloquy.instance.storage.Database;
import java.util.Optional;
import java.util.UUID;

/**
 * A message that has arrived for a database of this instance.
 *
 * @param database   as {@link Inbound#locate} told
 * @param remoteUser user of that database that owns the peer's dialog certificate; absent: public
 * @param keyId      the key exchange that secures the dialog; absent: not encrypted
 */
public record InboundMessage(
        Database database, WireMessage message, Optional<Principal> remoteUser, Optional<UUID> keyId) {}
