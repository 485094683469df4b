package dev.colloquy.initiator;

import dev.colloquy.broker.lifecycle.PrintedSetup;
import dev.colloquy.contract.Side;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.OptionalInt;

/** The process: the service, or with {@code --print-setup} a script of what its set-up would run. */
@QuarkusMain
public final class InitiatorService {
    private InitiatorService() {}

    /** Returns, or ends the process, when the service has stopped or the script is printed. */
    public static void main(String... arguments) {
        OptionalInt printed = PrintedSetup.run(Side.INITIATOR, arguments, System.out, System.err);
        if (printed.isPresent()) {
            System.exit(printed.getAsInt());
        }
        Quarkus.run(arguments);
    }
}
