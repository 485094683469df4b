/**
 * The contract of a conversation: the message types, the contract, and the service and queue names that both services agree
 * on. Nothing here yet.
 */
package dev.colloquy.contract;
