/**
 * What runs beside the program in a container: the checks of its health, programs of their own that need the JDK only and
 * start in a fraction of a second, and the form of the embedded instance's log.
 */
package dev.colloquy.container;
