/**
 * The target service. It will receive requests from its queue, handle them and reply; for now it starts and reports its
 * health.
 */
package dev.colloquy.target;
