package dev.colloquy.broker.setup;

import dev.colloquy.contract.BrokerIdentity;
import dev.colloquy.contract.Side;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The set-up of an instance as a script for sqlcmd that a database administrator can review and run. It does what
 * {@link InstanceSetup} does; a service that starts afterwards finds nothing to change. Touches no instance.
 */
public final class SetupPrinter {
    private static final String MASTER = "master";
    private static final String GO = "GO\n";
    private static final String RULE = "-- " + "-".repeat(100) + "\n";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\((\\w+)\\)");
    private static final byte[] ANY = {};

    private static final Map<String, String> MEANINGS = Map.of(
            "RunTimePassword", "password of the run-time login, which the service logs in with",
            "MasterKeyPassword", "password of the database master keys; keep it for a restore on another instance",
            "DialogCertificatePrivateKey", "private key of the shared dialog certificate, its PVK file as 0x...",
            "DialogCertificatePassword", "password of that private key",
            "PeerAddress", "endpoint of the other instance, TCP://host:port",
            "PeerBrokerInstance", "service_broker_guid of the other database",
            "PeerTransportThumbprint", "thumbprint of the certificate of the other endpoint, 0x...",
            "PeerTransportCertificate", "that certificate, public part, DER, 0x...",
            "PeerDialogThumbprint", "thumbprint of the other side's dialog certificate, 0x...",
            "PeerDialogCertificate", "that certificate, public part, DER, 0x...");

    /** A part of the script. */
    public enum Part {
        /** Makes the instance ready for its side. */
        OWN,
        /** Lets the peer in and sets the route to it. */
        TRUST
    }

    private final SetupPlan plan;
    private final Release release = Release.own();

    /** For a plan. */
    public SetupPrinter(SetupPlan plan) {
        this.plan = plan;
    }

    /**
     * The script.
     *
     * @param parts of it
     * @param peer whom to trust; absent if that is not known, then its values are variables of the script
     * @throws SetupFailure if the dialog certificate that is to be taken in cannot be read
     */
    public String print(Set<Part> parts, Optional<BrokerIdentity> peer) throws SetupFailure {
        List<SetupStep> steps = new ArrayList<>();
        if (parts.contains(Part.OWN)) {
            steps.addAll(own());
        }
        if (parts.contains(Part.TRUST)) {
            steps.addAll(trust(peer));
        }
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < steps.size(); i++) {
            append(body, steps.get(i), i + 1, steps.size());
        }
        return header(body, steps) + "\n:on error exit\n" + GO + begin() + body + end();
    }

    private List<SetupStep> own() throws SetupFailure {
        Optional<DialogCertificateFiles> files = plan.certificates().dialog();
        Optional<DialogCertificate> shared =
                files.isPresent() ? Optional.of(files.get().read()) : Optional.empty();
        List<SetupStep> steps = new ArrayList<>(new OwnSteps(release).of(plan, shared));
        Side side = plan.side();
        steps.add(new ScriptStep(
                "show the certificate of the endpoint",
                MASTER,
                SetupScript.named("show_transport_identity"),
                side.transportCertificate(),
                plan.endpoint().address(plan.endpoint().port())));
        steps.add(new ScriptStep(
                "show the dialog certificate",
                side.database(),
                SetupScript.named("show_dialog_identity"),
                side.user(),
                side.dialogCertificate(),
                shared.map(dialog -> dialog.certificate().thumbprint()).orElse(ANY)));
        return steps;
    }

    private List<SetupStep> trust(Optional<BrokerIdentity> peer) {
        PeerValues values = peer.map(PeerValues::of)
                .orElseGet(() -> PeerValues.variables(plan.side().peer()));
        PeerSteps steps = new PeerSteps();
        return plan.severalPeers()
                ? Stream.concat(steps.of(values, true).stream(), steps.offering(values).stream())
                        .toList()
                : steps.of(values, false);
    }

    private String header(CharSequence body, List<SetupStep> steps) {
        StringBuilder header = new StringBuilder(template("printed_header.txt")
                .replace("%side%", plan.side().name().toLowerCase(Locale.ROOT))
                .replace("%database%", plan.side().database())
                .replace("%release%", String.valueOf(release.number())));
        Map<String, Set<String>> needs = new TreeMap<>();
        steps.forEach(step ->
                needs.computeIfAbsent(step.needs(), need -> new TreeSet<>()).add(step.database()));
        header.append("--\n-- Permissions, each with the databases in which steps need it:\n");
        needs.forEach((need, databases) -> header.append("--   ")
                .append(need)
                .append(": ")
                .append(String.join(", ", databases))
                .append('\n'));
        Set<String> variables = new TreeSet<>();
        Matcher variable = VARIABLE.matcher(body);
        while (variable.find()) {
            variables.add(variable.group(1));
        }
        if (!variables.isEmpty()) {
            header.append("--\n-- Scripting variables, to be given as environment variables, by -v or by :setvar:\n");
            variables.forEach(name -> header.append("--   ")
                    .append(name)
                    .append(": ")
                    .append(MEANINGS.get(name))
                    .append('\n'));
        }
        return header.toString();
    }

    private static void append(StringBuilder script, SetupStep step, int number, int count) {
        script.append('\n')
                .append(RULE)
                .append("-- Step " + number + " of " + count + ": " + step.name() + '\n')
                .append("-- Database: " + step.database() + ". Permission: " + step.needs() + ".\n")
                .append(RULE)
                .append("USE [" + step.database() + "];\n" + GO);
        String sql = step.sql().stripTrailing() + "\n";
        script.append(sql.endsWith("\n" + GO) ? sql : sql + GO);
    }

    /** Settings, and the lock that keeps the service waiting. */
    private static String begin() {
        return SetupScript.named("begin_script").withValues(List.of()) + GO + "USE [" + MASTER + "];\n" + GO
                + SetupScript.named("acquire_setup_lock").withValues(List.of(SetupSession.LOCK_MILLISECONDS)) + GO;
    }

    private static String end() {
        return "\nUSE [" + MASTER + "];\n" + GO
                + SetupScript.named("release_setup_lock").withValues(List.of()) + GO;
    }

    private static String template(String file) {
        try (InputStream in = SetupPrinter.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All parts. */
    public static Set<Part> whole() {
        return EnumSet.allOf(Part.class);
    }
}
