package dev.colloquy.broker.setup;

import dev.colloquy.contract.Side;

/**
 * CDI event: this side's database is set up, so its procedures may be called. Fired once for each start of the service,
 * from the thread of the set-up; the peer may not be known yet.
 *
 * @param side whose database
 */
public record DatabaseReady(Side side) {}
