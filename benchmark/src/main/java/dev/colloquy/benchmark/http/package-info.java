/** Measures conversations over HTTP: how many a second, the time of one, CPU and memory, of Colloquy and its peers. */
package dev.colloquy.benchmark.http;
