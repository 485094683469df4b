/** Hot paths of the embedded instance and of the services, one at a time. */
package dev.colloquy.benchmark.micro;
