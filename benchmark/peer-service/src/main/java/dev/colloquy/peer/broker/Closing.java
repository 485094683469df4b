package dev.colloquy.peer.broker;

import org.jboss.logging.Logger;

/** Closes what a client library has opened; the process ends, so a failure is only told. */
final class Closing {
    private static final Logger LOG = Logger.getLogger(Closing.class);

    private Closing() {}

    static void quietly(AutoCloseable opened) {
        try {
            opened.close();
        } catch (Exception e) {
            LOG.debugf(e, "%s did not close", opened);
        }
    }
}
