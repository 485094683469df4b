package dev.colloquy.broker.receive;

import dev.colloquy.broker.receive.Worker.Activity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The workers of a loop, between a minimum and a maximum of them. Nobody looks at the queue to decide: a worker that has
 * received a full batch asks for another one, and one that has waited in vain for a while asks whether it may end. They
 * come one at a time: the next is taken on only after the last one has received, so that a failing instance is not met
 * by ever more threads. Safe for use by many threads.
 */
final class Crew {
    private final int minimum;
    private final int maximum;
    private final Function<String, Worker> hire;
    private final String queue;
    private final List<Worker> workers = new ArrayList<>();
    private boolean started;
    private boolean closed;

    /**
     * Nobody works yet.
     *
     * @param hire makes the worker of that name
     */
    Crew(String queue, LoopSettings settings, Function<String, Worker> hire) {
        this.queue = queue;
        this.minimum = settings.minWorkers();
        this.maximum = settings.maxWorkers();
        this.hire = hire;
    }

    /** Starts the minimum of workers; whether that was not done before, nor the crew closed. */
    synchronized boolean start() {
        if (started || closed) {
            return false;
        }
        started = true;
        while (workers.size() < minimum) {
            takeOn();
        }
        return true;
    }

    /** Keeps further workers from starting; whether there were any and this is the first time. */
    synchronized boolean close() {
        boolean first = started && !closed;
        closed = true;
        return first;
    }

    /** Takes another worker on, unless there are enough, or the last one has not received yet. */
    synchronized void more() {
        boolean allReceive = workers.stream().allMatch(Worker::hasReceived);
        if (!closed && workers.size() < maximum && allReceive) {
            takeOn();
        }
    }

    /** Lets the worker go if the others are enough; then its thread has to end. */
    synchronized boolean letGo(Worker worker) {
        return !closed && workers.size() > minimum && workers.remove(worker);
    }

    private void takeOn() {
        Worker worker = hire.apply(queue + "-" + freeNumber());
        workers.add(worker);
        worker.start();
    }

    private int freeNumber() {
        Set<String> names = new HashSet<>();
        workers.forEach(worker -> names.add(worker.name()));
        int number = 1;
        while (names.contains(queue + "-" + number)) {
            number++;
        }
        return number;
    }

    synchronized boolean started() {
        return started;
    }

    synchronized boolean closed() {
        return closed;
    }

    /** Those whose thread has not ended. */
    synchronized List<Worker> alive() {
        return workers.stream().filter(Worker::isAlive).toList();
    }

    synchronized int count(Activity activity) {
        return (int)
                workers.stream().filter(worker -> worker.activity() == activity).count();
    }
}
