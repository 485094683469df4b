package dev.colloquy.instance.broker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** What a dialog has sent and the far side has not acknowledged, in order. Guarded by itself. */
final class Pending {
    /** Never changed: most endpoints wait for nothing, and closed ones are remembered for long. */
    private static final ArrayDeque<Transmission> NOTHING = new ArrayDeque<>(0);

    private ArrayDeque<Transmission> transmissions = NOTHING;
    /** How many at the head are on their way. */
    private int inFlight;

    private String status = "";
    private int refusals;
    private boolean held;
    private String address;

    synchronized boolean isEmpty() {
        return transmissions.isEmpty();
    }

    synchronized List<Transmission> all() {
        return new ArrayList<>(transmissions);
    }

    synchronized List<Transmission> first(long limit) {
        return transmissions.stream().limit(limit).toList();
    }

    synchronized void add(Transmission transmission) {
        if (transmissions == NOTHING) {
            transmissions = new ArrayDeque<>(2);
        }
        transmissions.addLast(transmission);
    }

    synchronized void remove(Transmission transmission) {
        if (transmissions.peekFirst() == transmission) {
            transmissions.removeFirst();
            inFlight = Math.max(0, inFlight - 1);
            refusals = 0;
        } else if (transmissions.remove(transmission)) {
            inFlight = 0;
        }
        if (transmissions.isEmpty()) {
            transmissions = NOTHING;
        }
    }

    synchronized String status() {
        return status;
    }

    synchronized void status(String text) {
        status = text;
    }

    /** Keeps everything here until the program ends the conversation. */
    synchronized void hold(String text) {
        held = true;
        status = text;
        inFlight = 0;
    }

    synchronized boolean isHeld() {
        return held;
    }

    synchronized String address() {
        return address;
    }

    synchronized void address(String to) {
        address = to;
    }

    /** The first message that is not on its way, or null. */
    synchronized Transmission firstWaiting() {
        if (held) {
            return null;
        }
        int i = 0;
        for (Transmission transmission : transmissions) {
            if (i++ >= inFlight) {
                return transmission;
            }
        }
        return null;
    }

    synchronized boolean hasInFlight() {
        return inFlight > 0;
    }

    /**
     * Marks messages as being on their way, in order and up to limits.
     *
     * @param attempt a new number
     * @return bytes taken
     */
    synchronized long take(int maxMessages, long maxBytes, long attempt, List<Transmission> taken) {
        if (held) {
            return 0;
        }
        long bytes = 0;
        int i = 0;
        int count = 0;
        for (Transmission transmission : transmissions) {
            if (i++ < inFlight) {
                continue;
            }
            boolean full = count >= maxMessages || (bytes > 0 && bytes + transmission.body.length() > maxBytes);
            if (full || !transmission.durable) {
                break;
            }
            transmission.attempt = attempt;
            transmission.sentFirst = i == 1;
            bytes += transmission.body.length() + 1;
            count++;
            taken.add(transmission);
        }
        inFlight += count;
        return bytes;
    }

    /** The transmission of an attempt that is still under way, or null if it is outdated. */
    synchronized Transmission current(long sequence, long attempt) {
        for (Transmission transmission : transmissions) {
            if (transmission.sequence == sequence) {
                return transmission.attempt == attempt ? transmission : null;
            }
        }
        return null;
    }

    /** Takes back everything from a message on: it has to be sent again. */
    synchronized void takeBack(Transmission from) {
        int i = 0;
        for (Transmission transmission : transmissions) {
            if (transmission == from) {
                inFlight = Math.min(inFlight, i);
                return;
            }
            i++;
        }
    }

    /** Counts an attempt in vain; how many there were before. */
    synchronized int countRefusal() {
        return refusals++;
    }

    /** Takes everything back. */
    synchronized void takeAllBack() {
        inFlight = 0;
    }
}
