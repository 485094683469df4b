package dev.colloquy.instance.broker;

import dev.colloquy.instance.storage.Transaction;

/** Tells the conversations of definitions that change; called right after the change of memory. */
interface DefinitionEvents {
    void serviceMoved(Transaction transaction, Service former, Service service);

    void serviceDropped(Transaction transaction, Service service);

    void contractDropped(Transaction transaction, Contract contract);

    void queueAltered(Transaction transaction, Queue queue);

    void queueDropped(Transaction transaction, Queue queue);

    /** A route, a binding, a service or a contract changed: what could not be delivered may be deliverable now. */
    void deliveryChanged(Transaction transaction);
}
