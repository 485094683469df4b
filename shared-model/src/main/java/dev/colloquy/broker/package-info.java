/** The Service Broker client that both services use to set up an instance and to take part in dialogs. */
package dev.colloquy.broker;
