/** How the services write their logs: plain lines for people, JSON for what collects the output of containers. */
package dev.colloquy.log;
