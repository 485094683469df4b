package dev.colloquy.instance.broker;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Where the conversations with unacknowledged messages stand: with a network address, or delayed until their route is
 * looked up again.
 */
final class Router {
    private static final long FIRST_DELAY = 2_000;
    private static final long LONGEST_DELAY = 60_000;

    private record DelayKey(long due, long dialogId) implements Comparable<DelayKey> {
        @Override
        public int compareTo(DelayKey other) {
            int byDue = Long.compare(due, other.due);
            return byDue != 0 ? byDue : Long.compare(dialogId, other.dialogId);
        }
    }

    private final Clock clock;
    private final Map<String, Destination> destinations = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<DelayKey, Dialog> delayed = new ConcurrentSkipListMap<>();
    private final AtomicBoolean retryAll = new AtomicBoolean();
    private volatile Transmitter transmitter;

    Router(Clock clock) {
        this.clock = clock;
    }

    void start(Transmitter to) {
        transmitter = to;
    }

    Destination destination(String address) {
        return destinations.computeIfAbsent(address, Destination::new);
    }

    Collection<Destination> destinations() {
        return destinations.values();
    }

    /** A conversation has messages that may leave; adds its address to those to be woken. */
    void due(Dialog dialog, Collection<String> addresses) {
        if (dialog.removed || dialog.pending.isHeld() || dialog.pending.isEmpty()) {
            return;
        }
        String address = dialog.pending.address();
        if (address == null) {
            delay(dialog, dialog.pending.countRefusal());
        } else {
            destination(address).add(dialog);
            addresses.add(address);
        }
    }

    void wake(Collection<String> addresses) {
        Transmitter to = transmitter;
        if (to == null) {
            return;
        }
        long now = clock.millis();
        for (String address : addresses) {
            if (destination(address).isDue(now)) {
                to.wake(address);
            }
        }
    }

    /** Looks for a route again after a pause that grows with the number of refusals. */
    void delay(Dialog dialog, int refusals) {
        long pause = Math.min(LONGEST_DELAY, FIRST_DELAY << Math.min(refusals, 10));
        delayed.put(new DelayKey(clock.millis() + pause, dialog.id), dialog);
    }

    /** Looks for a route at the next opportunity. */
    void retrySoon(Dialog dialog) {
        delayed.put(new DelayKey(0, dialog.id), dialog);
    }

    /** Looks for routes of all that wait: a definition has changed. */
    void retryAll() {
        for (Destination destination : destinations.values()) {
            destination.removeWaiting().forEach(this::retrySoon);
        }
        retryAll.set(true);
    }

    /** Takes the delayed conversations whose time has come. */
    List<Dialog> takeDelayed() {
        boolean all = retryAll.getAndSet(false);
        long now = clock.millis();
        List<Dialog> taken = new ArrayList<>(0);
        for (Map.Entry<DelayKey, Dialog> entry : delayed.entrySet()) {
            if (!all && entry.getKey().due() > now) {
                break;
            }
            if (delayed.remove(entry.getKey(), entry.getValue())) {
                taken.add(entry.getValue());
            }
        }
        return taken;
    }

    /** Wakes the transport for addresses whose pause is over, and repeats what was never acknowledged. */
    void tick() {
        long now = clock.millis();
        List<String> addresses = new ArrayList<>();
        for (Destination destination : destinations.values()) {
            destination.takeBackOverdue(now);
            addresses.add(destination.address);
        }
        wake(addresses);
    }

    /** The status of a conversation's messages: its own, or that of its address. */
    String status(Dialog dialog) {
        String own = dialog.pending.status();
        String address = dialog.pending.address();
        if (!own.isEmpty() || address == null || dialog.pending.isEmpty()) {
            return own;
        }
        Destination destination = destinations.get(address);
        return destination == null ? "" : destination.status();
    }
}
