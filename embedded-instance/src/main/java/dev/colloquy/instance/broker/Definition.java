package dev.colloquy.instance.broker;

/** What every Service Broker object of a database has. */
interface Definition {
    int databaseId();

    int id();

    String name();
}
