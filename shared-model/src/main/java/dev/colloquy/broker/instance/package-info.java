/**
 * The instance that a service owns: where it is, how to log in to it, and, where none is configured, the embedded one that
 * the service starts in its own process. The only package that knows the module {@code embedded-instance}.
 */
package dev.colloquy.broker.instance;
