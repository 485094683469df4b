/**
 * What a database administrator would look at: queue, transmission queue and broker, as health and meters. A sampler
 * asks the instance from a thread of its own, so neither a probe nor a scrape ever waits for the instance.
 */
package dev.colloquy.broker.status;
