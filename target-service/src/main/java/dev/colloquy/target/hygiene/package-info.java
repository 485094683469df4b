/** What the target adds to conversation hygiene: how its database is called. */
package dev.colloquy.target.hygiene;
