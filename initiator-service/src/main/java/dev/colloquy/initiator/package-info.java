/**
 * The initiator service. It will begin conversations over HTTP and collect their replies; for now it starts and reports
 * its health.
 */
package dev.colloquy.initiator;
