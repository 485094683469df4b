/** Measures both services over HTTP: conversations a second, the time of one, CPU and memory. */
package dev.colloquy.benchmark.http;
