package dev.colloquy.instance.broker;

import dev.colloquy.instance.storage.Storage;
import java.time.Clock;

/** What most classes of the room work with. */
record BrokerParts(Storage storage, Definitions definitions, DialogTable table, Clock clock) {}
