/** The target service: it receives requests from its queue, has a handler work on them, and replies. */
package dev.colloquy.target;
