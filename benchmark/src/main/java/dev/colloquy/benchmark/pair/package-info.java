/**
 * Both services as processes of their own: started, awaited, killed, stopped and asked over HTTP. Behind {@code ./run},
 * which shows a first conversation, and behind the end-to-end tests and the load benchmark.
 */
package dev.colloquy.benchmark.pair;
