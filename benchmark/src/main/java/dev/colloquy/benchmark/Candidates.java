package dev.colloquy.benchmark;

import dev.colloquy.benchmark.http.Colloquy;
import dev.colloquy.benchmark.http.HttpPart;
import dev.colloquy.benchmark.peer.Peer;
import dev.colloquy.benchmark.system.MeasuredSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What may be measured over HTTP. */
final class Candidates {
    private Candidates() {}

    /** Colloquy first, then all its peers, or only the one that is likely to be installed. */
    static List<HttpPart.Candidate> all(boolean isShort) {
        List<HttpPart.Candidate> all = new ArrayList<>();
        all.add(new OfColloquy());
        for (Peer peer : isShort ? List.of(Peer.POSTGRESQL) : List.of(Peer.values())) {
            all.add(new OfPeer(peer));
        }
        return all;
    }

    private record OfColloquy() implements HttpPart.Candidate {
        @Override
        public String name() {
            return Colloquy.NAME;
        }

        @Override
        public String missing() {
            return "";
        }

        @Override
        public MeasuredSystem start(Path repository, Path folder) throws IOException, InterruptedException {
            return Colloquy.start(repository, folder);
        }
    }

    private record OfPeer(Peer peer) implements HttpPart.Candidate {
        @Override
        public String name() {
            return peer.title();
        }

        @Override
        public String missing() {
            return peer.missing().orElse("");
        }

        @Override
        public MeasuredSystem start(Path repository, Path folder) throws IOException, InterruptedException {
            return peer.start(repository, folder);
        }
    }
}
