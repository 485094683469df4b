/**
 * The trace of a conversation, from the HTTP request that begins it to the handler and back: spans as OpenTelemetry's
 * semantic conventions for messaging want them, their context carried by the messages themselves. Off unless an exporter
 * is configured.
 */
package dev.colloquy.trace;
