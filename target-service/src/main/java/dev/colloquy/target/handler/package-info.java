/**
 * What a site does with requests: the interface to implement, the choice of one implementation by name, and three
 * examples.
 */
package dev.colloquy.target.handler;
