/**
 * The contract of a conversation: names, typed messages and their XML codec, and the identity that each side shows the
 * other. Knows no database and no network.
 */
package dev.colloquy.contract;
