/** How the two sides learn each other's identity: over authenticated HTTP, or from a directory of certificates. */
package dev.colloquy.broker.exchange;
