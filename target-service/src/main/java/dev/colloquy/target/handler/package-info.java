/**
 * What a site does with requests: the interface to implement, the choice of one implementation by name, and two
 * examples.
 */
package dev.colloquy.target.handler;
