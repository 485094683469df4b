/** Makes docs/performance.md, its plots and latest.json of the results that are there. */
package dev.colloquy.benchmark.document;
