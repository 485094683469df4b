/**
 * Who may do what over HTTP: API keys and JWT bearer tokens, their scopes, and the rule that a service which asks nobody
 * for either listens on loopback only.
 */
package dev.colloquy.access;
