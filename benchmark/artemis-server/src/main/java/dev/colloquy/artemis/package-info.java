/** ActiveMQ Artemis as a process of its own, flushing to disk before it confirms. */
package dev.colloquy.artemis;
