package dev.colloquy.benchmark.chaos;

import java.time.Duration;
import java.util.List;

/** Something that is done to the system and, some time later, undone. */
sealed interface Fault {
    /** {@code kill -9}, some after each other; started again in another order. */
    record Kill(List<Part> parts, List<Part> startOrder) implements Fault {
        public Kill {
            parts = List.copyOf(parts);
            startOrder = List.copyOf(startOrder);
        }

        @Override
        public String toString() {
            return "kill " + parts + (parts.size() > 1 ? ", start " + startOrder : "");
        }
    }

    /** SIGTERM; started again. */
    record Stop(Part part) implements Fault {
        @Override
        public String toString() {
            return "stop " + part;
        }
    }

    /** SIGSTOP and SIGCONT. */
    record Pause(Part part) implements Fault {
        @Override
        public String toString() {
            return "pause " + part;
        }
    }

    /** Closes all connections and refuses new ones. */
    record Cut(Link link) implements Fault {
        @Override
        public String toString() {
            return "cut " + link;
        }
    }

    /** Passes nothing on. */
    record Silence(Link link) implements Fault {
        @Override
        public String toString() {
            return "silence " + link;
        }
    }

    /** Passes everything on late. */
    record Slow(Link link, Duration by) implements Fault {
        @Override
        public String toString() {
            return "slow " + link + " by " + by.toMillis() + " ms";
        }
    }

    /** Disables the queue of a side; the service itself has to put that right. */
    record DisableQueue(Owner owner) implements Fault {
        @Override
        public String toString() {
            return "disable the queue in " + owner;
        }
    }

    /** Gives the endpoint of a side a certificate that expires in seconds, and then closes the connections between the
     * instances. */
    record ExpireCertificate(Owner owner) implements Fault {
        @Override
        public String toString() {
            return "expire the transport certificate of the instance with " + owner;
        }
    }

    /**
     * Gives a side another dialog certificate, and its endpoint another transport certificate, both for years, and then
     * closes the connections between the instances; the services have to tell each other.
     */
    record RenewCertificates(Owner owner) implements Fault {
        @Override
        public String toString() {
            return "renew the certificates of " + owner + " and of its instance";
        }
    }

    /** Begins many conversations at once, for which nobody waits at first, while the target's service stands still. */
    record Flood(int conversations) implements Fault {
        @Override
        public String toString() {
            return "fill the target's queue with " + conversations + " requests";
        }
    }
}
