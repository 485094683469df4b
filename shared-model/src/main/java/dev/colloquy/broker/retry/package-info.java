/** How long to wait between attempts at what has failed; everything of the broker client that tries again uses it. */
package dev.colloquy.broker.retry;
