package dev.colloquy.instance.broker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** A network address with the conversations that have messages for it. Guarded by itself. */
final class Destination {
    private static final long FIRST_BACK_OFF = 500;
    private static final long LONGEST_BACK_OFF = 15_000;
    /** An acknowledgement that has not come by then is lost. */
    private static final long ACKNOWLEDGEMENT_MILLIS = 30_000;

    final String address;

    private final Set<Dialog> due = new LinkedHashSet<>();
    /** By the time when their messages were taken, oldest first. */
    private final Map<Dialog, Long> inFlight = new LinkedHashMap<>();

    private long notBefore;
    private int failures;
    private String status = "";

    Destination(String address) {
        this.address = address;
    }

    synchronized void add(Dialog dialog) {
        due.add(dialog);
    }

    synchronized boolean isDue(long now) {
        return !due.isEmpty() && now >= notBefore;
    }

    synchronized List<Transmission> take(int maxMessages, long maxBytes, long now, long attempt) {
        List<Transmission> taken = new ArrayList<>();
        if (now < notBefore) {
            return taken;
        }
        long bytes = 0;
        while (!due.isEmpty() && taken.size() < maxMessages && bytes < maxBytes) {
            Dialog dialog = due.iterator().next();
            due.remove(dialog);
            int before = taken.size();
            bytes += dialog.pending.take(maxMessages - before, maxBytes - bytes, attempt, taken);
            if (taken.size() > before) {
                inFlight.remove(dialog);
                inFlight.put(dialog, now);
                Transmission next = dialog.pending.firstWaiting();
                if (next != null && next.durable) {
                    due.add(dialog);
                }
            }
        }
        return taken;
    }

    /** Forgets that a conversation has messages on their way. */
    synchronized void settled(Dialog dialog) {
        inFlight.remove(dialog);
    }

    /** The connection is gone: everything under way is due again, after a pause that grows with each failure. */
    synchronized void disconnected(String reason, long now) {
        status = reason;
        notBefore = now + Math.min(LONGEST_BACK_OFF, FIRST_BACK_OFF << Math.min(failures, 10));
        failures++;
        takeBack(List.copyOf(inFlight.keySet()));
    }

    private void takeBack(List<Dialog> dialogs) {
        if (dialogs.isEmpty()) {
            return;
        }
        List<Dialog> later = List.copyOf(due);
        due.clear();
        for (Dialog dialog : dialogs) {
            dialog.pending.takeAllBack();
            inFlight.remove(dialog);
            due.add(dialog);
        }
        due.addAll(later);
    }

    synchronized void reconnected() {
        failures = 0;
        notBefore = 0;
        status = "";
    }

    /** Takes back what has been under way for too long. */
    synchronized void takeBackOverdue(long now) {
        List<Dialog> overdue = new ArrayList<>(0);
        for (Map.Entry<Dialog, Long> entry : inFlight.entrySet()) {
            if (now - entry.getValue() < ACKNOWLEDGEMENT_MILLIS) {
                break;
            }
            overdue.add(entry.getKey());
        }
        takeBack(overdue);
    }

    /** Removes the conversations with nothing under way, for their routes to be looked up again. */
    synchronized List<Dialog> removeWaiting() {
        List<Dialog> waiting = new ArrayList<>(0);
        for (Dialog dialog : due) {
            if (!dialog.pending.hasInFlight()) {
                waiting.add(dialog);
            }
        }
        waiting.forEach(due::remove);
        return waiting;
    }

    synchronized OptionalLong millisToNext(long now) {
        return due.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Math.max(0, notBefore - now));
    }

    synchronized String status() {
        return status;
    }
}
