/** The same HTTP front end as the initiator-service has, as far as conversations are begun and seen through it. */
package dev.colloquy.peer.http;
