/** A network that fails on demand. */
package dev.colloquy.benchmark.net;
