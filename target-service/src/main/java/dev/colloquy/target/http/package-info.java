/** What the service shows of its work over HTTP. */
package dev.colloquy.target.http;
