/** Conversations and messages, whatever carries and keeps them. */
package dev.colloquy.peer.conversation;
