/** Brings an instance to the state that one side of the conversation needs, step by step, each step idempotent. */
package dev.colloquy.broker.setup;
