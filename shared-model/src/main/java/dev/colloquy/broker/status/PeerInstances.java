package dev.colloquy.broker.status;

import java.util.List;

/**
 * The instances of the peer that new dialogs may be begun with, where there are several.
 *
 * @param usable how many there are to which messages get through
 * @param avoided broker instances of the others
 */
record PeerInstances(int usable, List<String> avoided) {
    /** Of a peer with one instance. */
    static final PeerInstances NONE = new PeerInstances(0, List.of());

    /** Copies the list. */
    PeerInstances {
        avoided = List.copyOf(avoided);
    }
}
