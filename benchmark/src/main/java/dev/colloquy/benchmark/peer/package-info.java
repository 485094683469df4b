/**
 * What users would pick instead of Colloquy, started as processes of this machine: PostgreSQL and RabbitMQ of Debian's
 * packages, ActiveMQ Artemis of Maven Central, each with the two processes of the peer-service. {@code
 * benchmark/install-peers} installs what is needed. Everything listens on the loopback interface, on free ports, and
 * keeps its files in a folder that is given.
 */
package dev.colloquy.benchmark.peer;
