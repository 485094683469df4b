/** What the service shows of its work over HTTP, and what operators can do about requests that have failed. */
package dev.colloquy.target.http;
