/** What a database administrator would look at: queue, transmission queue and broker, as health and meters. */
package dev.colloquy.broker.status;
