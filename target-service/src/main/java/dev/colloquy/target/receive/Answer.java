package dev.colloquy.target.receive;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What is decided about a conversation of a batch.
 *
 * @param handle conversation handle of this side
 * @param requests those that are done
 * @param ending how to end the conversation after them, if none of them ends it
 * @param deferrals those that are put aside
 */
record Answer(UUID handle, List<HandledRequest> requests, Optional<Completion> ending, List<Deferral> deferrals) {
    Answer {
        requests = List.copyOf(requests);
        deferrals = List.copyOf(deferrals);
    }

    /** Nothing is to be done. */
    static Answer nothing(UUID handle) {
        return new Answer(handle, List.of(), Optional.empty(), List.of());
    }

    /** The conversation ends. */
    static Answer end(Completion ending) {
        return new Answer(ending.handle(), List.of(), Optional.of(ending), List.of());
    }

    /** Requests are put aside. */
    static Answer deferring(UUID handle, List<Deferral> deferrals) {
        return new Answer(handle, List.of(), Optional.empty(), deferrals);
    }

    /** In the order in which they have to happen. */
    Stream<Completion> completions() {
        return Stream.concat(requests.stream().map(HandledRequest::completion), ending.stream());
    }
}
