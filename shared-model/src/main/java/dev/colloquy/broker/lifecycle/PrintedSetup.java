package dev.colloquy.broker.lifecycle;

import dev.colloquy.broker.exchange.CertificateDirectory;
import dev.colloquy.broker.exchange.ExchangeFailure;
import dev.colloquy.broker.instance.EndpointConfig;
import dev.colloquy.broker.instance.JdbcConfig;
import dev.colloquy.broker.instance.SetupConfig;
import dev.colloquy.broker.setup.RunTimeLogin;
import dev.colloquy.broker.setup.SetupFailure;
import dev.colloquy.broker.setup.SetupPrinter;
import dev.colloquy.broker.setup.SetupPrinter.Part;
import dev.colloquy.contract.BrokerIdentity;
import dev.colloquy.contract.Side;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import java.io.PrintStream;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The command {@code --print-setup} of a service: prints what set-up would run, as a script for sqlcmd, and ends. It comes
 * before the service starts; nothing listens, nothing is connected to. {@code --print-setup=own} and {@code =trust} print
 * a part.
 */
public final class PrintedSetup {
    private static final String OPTION = "--print-setup";
    private static final int WRONG_USE = 2;

    private PrintedSetup() {}

    /**
     * Prints, if the arguments ask for it.
     *
     * @param side the service's
     * @param arguments of the process
     * @param out for the script
     * @param errors for one line about why there is none, or about what it does not hold
     * @return exit code of the process; empty if they do not ask
     */
    public static OptionalInt run(Side side, String[] arguments, PrintStream out, PrintStream errors) {
        Optional<String> option = Stream.of(arguments)
                .filter(argument -> argument.startsWith(OPTION))
                .findFirst();
        if (option.isEmpty()) {
            return OptionalInt.empty();
        }
        Set<Part> parts = EnumSet.noneOf(Part.class);
        for (Part part : Part.values()) {
            if (option.get().equals(OPTION)
                    || option.get().equals(OPTION + "=" + part.name().toLowerCase(Locale.ROOT))) {
                parts.add(part);
            }
        }
        if (parts.isEmpty() || arguments.length > 1) {
            errors.println(OPTION + ", " + OPTION + "=own or " + OPTION + "=trust, and nothing else");
            return OptionalInt.of(WRONG_USE);
        }
        try {
            out.print(script(side, parts, errors));
            return OptionalInt.of(0);
        } catch (SetupFailure | ExchangeFailure | ConfigurationException | ConfigValidationException e) {
            errors.println(e.getMessage());
            return OptionalInt.of(1);
        }
    }

    private static String script(Side side, Set<Part> parts, PrintStream errors) throws SetupFailure, ExchangeFailure {
        SmallRyeConfig config = ConfigUtils.configBuilder()
                .withMapping(EndpointConfig.class)
                .withMapping(JdbcConfig.class)
                .withMapping(SetupConfig.class)
                .withMapping(PeerConfig.class)
                .build();
        PeerConfig peer = config.getConfigMapping(PeerConfig.class);
        SetupPrinter printer = new SetupPrinter(Plans.of(
                side,
                config.getConfigMapping(EndpointConfig.class),
                config.getConfigMapping(SetupConfig.class),
                peer,
                login(side, config.getConfigMapping(JdbcConfig.class))));
        return printer.print(parts, parts.contains(Part.TRUST) ? peer(side, peer, errors) : Optional.empty());
    }

    /** The one that is configured; without an instance one as the service would name it. */
    private static Optional<RunTimeLogin> login(Side side, JdbcConfig jdbc) {
        Optional<String> name = jdbc.username();
        if (jdbc.url().isEmpty()) {
            name = name.or(() -> Optional.of("colloquy_" + side.name().toLowerCase(Locale.ROOT)));
        }
        return name.map(login -> new RunTimeLogin(login, "", false));
    }

    /** Where the peer's certificates are at hand as files, its identity. */
    private static Optional<BrokerIdentity> peer(Side side, PeerConfig peer, PrintStream errors)
            throws ExchangeFailure {
        if (peer.certificates().isEmpty() || peer.address().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CertificateDirectory(peer.certificates().get())
                    .read(side.peer(), peer.address().get()));
        } catch (ExchangeFailure e) {
            if (e.reason() != ExchangeFailure.Reason.UNREACHABLE) {
                throw e;
            }
            errors.println(e.getMessage() + "; the script has variables in the place of the peer's certificates");
            return Optional.empty();
        }
    }
}
