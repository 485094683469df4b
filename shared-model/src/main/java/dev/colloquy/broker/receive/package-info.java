/** The loop of workers that wait in a blocking {@code WAITFOR (RECEIVE …)}. */
package dev.colloquy.broker.receive;
