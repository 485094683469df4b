package dev.colloquy.broker.setup;

import dev.colloquy.contract.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The steps that make an instance ready for one side, in their order. */
final class OwnSteps {
    private static final String MASTER = "master";

    private final SetupScript createDatabase = SetupScript.named("create_database");
    private final SetupScript enableBroker = SetupScript.named("enable_broker");
    private final SetupScript createMasterKey = SetupScript.named("create_master_key");
    private final SetupScript createTransportCertificate = SetupScript.named("create_transport_certificate");
    private final SetupScript createEndpoint = SetupScript.named("create_endpoint");
    private final SetupScript alterEndpoint = SetupScript.named("alter_endpoint");
    private final SetupScript createLogin = SetupScript.named("create_login");
    private final SetupScript renewPassword = SetupScript.named("renew_password");
    private final SetupScript createUserForLogin = SetupScript.named("create_user_for_login");
    private final SetupScript addRunTimeMember = SetupScript.named("add_run_time_member");
    private final SetupScript alterServiceOwner = SetupScript.named("alter_service_owner");
    private final SetupScript createDialogCertificate = SetupScript.named("create_dialog_certificate");
    private final SetupScript activateDialogCertificate = SetupScript.named("activate_dialog_certificate");
    private final SetupScript importDialogCertificate = SetupScript.named("import_dialog_certificate");
    private final SetupScript useDialogCertificate = SetupScript.named("use_dialog_certificate");
    private final SetupScript dropExpired = SetupScript.named("drop_expired_own_certificates");
    private final SetupScript createLocalRoute = SetupScript.named("create_local_route");

    private final ReleaseGuard release;

    /** For services of a release. */
    OwnSteps(Release own) {
        this.release = new ReleaseGuard(own);
    }

    /**
     * The steps for a plan.
     *
     * @param shared the dialog certificate, where all instances of the side share it
     */
    List<SetupStep> of(SetupPlan plan, Optional<DialogCertificate> shared) {
        List<SetupStep> steps = new ArrayList<>(instance(plan));
        steps.add(new MigrationStep(plan.side(), plan.migrations(), release));
        plan.runTimeLogin()
                .ifPresent(login -> steps.addAll(runTimeLogin(plan.side().database(), login)));
        steps.addAll(service(plan, shared));
        return steps;
    }

    private List<SetupStep> instance(SetupPlan plan) {
        Side side = plan.side();
        String database = side.database();
        String endpoint = side.endpoint();
        String certificate = side.transportCertificate();
        int days = days(plan.certificates().validity());
        int renewal = days(plan.certificates().renewal());
        int port = plan.endpoint().port();
        return List.of(
                new ScriptStep("create the database " + database, MASTER, createDatabase, database),
                new ScriptStep("enable the broker of the database " + database, MASTER, enableBroker, database),
                new ScriptStep("create the master key of master", MASTER, createMasterKey, masterKeyPassword()),
                new ScriptStep("create the master key of " + database, database, createMasterKey, masterKeyPassword()),
                new ScriptStep(
                        "create the transport certificate",
                        MASTER,
                        createTransportCertificate,
                        certificate,
                        days,
                        renewal),
                new ScriptStep("create the endpoint", MASTER, createEndpoint, endpoint, port, certificate),
                alterEndpoint(plan, 0));
    }

    private List<SetupStep> runTimeLogin(String database, RunTimeLogin login) {
        String name = login.name();
        Secret password = Secret.password(login.password(), "RunTimePassword");
        List<SetupStep> steps = new ArrayList<>();
        steps.add(new ScriptStep("create the run-time login", MASTER, createLogin, name, password));
        if (login.generated()) {
            steps.add(new ScriptStep("set the run-time login's password", MASTER, renewPassword, name, password));
        }
        steps.add(new ScriptStep("create the run-time user", database, createUserForLogin, name));
        steps.add(new ScriptStep("let the run-time user execute", database, addRunTimeMember, name));
        return steps;
    }

    private List<SetupStep> service(SetupPlan plan, Optional<DialogCertificate> shared) {
        Side side = plan.side();
        List<SetupStep> steps = new ArrayList<>();
        steps.add(new ScriptStep(
                "give the service to " + side.user(), side.database(), alterServiceOwner, side.service(), side.user()));
        if (shared.isPresent()) {
            steps.add(takeIn(side, shared.get()));
        } else {
            steps.add(create(plan));
            steps.add(activate(side, 0));
        }
        steps.add(new ScriptStep("create the local route", "msdb", createLocalRoute, side.route(), side.service()));
        return steps;
    }

    private ScriptStep create(SetupPlan plan) {
        return new ScriptStep(
                "create the dialog certificate",
                plan.side().database(),
                createDialogCertificate,
                plan.side().user(),
                plan.side().dialogCertificate(),
                days(plan.certificates().validity()),
                days(plan.certificates().renewal()));
    }

    private ScriptStep takeIn(Side side, DialogCertificate shared) {
        return new ScriptStep(
                "take in the shared dialog certificate",
                side.database(),
                importDialogCertificate,
                side.user(),
                side.dialogCertificate(),
                shared.certificate().thumbprint(),
                shared.certificate().der(),
                Secret.bytes(shared.privateKey(), "DialogCertificatePrivateKey"),
                shared.password());
    }

    /**
     * The steps that let renewed certificates take over from those that expire within the limit, and drop what has
     * expired.
     *
     * @param shared the dialog certificate, where all instances of the side share it and the peer knows it
     */
    List<SetupStep> takeOver(SetupPlan plan, Duration limit, Optional<DialogCertificate> shared) {
        Side side = plan.side();
        return List.of(
                alterEndpoint(plan, days(limit)),
                shared.map(certificate -> use(side, certificate)).orElseGet(() -> activate(side, days(limit))),
                new ScriptStep("drop expired transport certificates", MASTER, dropExpired, side.transportCertificate()),
                new ScriptStep(
                        "drop expired dialog certificates", side.database(), dropExpired, side.dialogCertificate()));
    }

    private ScriptStep alterEndpoint(SetupPlan plan, int renewal) {
        Side side = plan.side();
        return new ScriptStep(
                "alter the endpoint",
                MASTER,
                alterEndpoint,
                side.endpoint(),
                plan.endpoint().port(),
                side.transportCertificate(),
                renewal,
                plan.endpoint().startStopped() ? 1 : 0);
    }

    private ScriptStep use(Side side, DialogCertificate shared) {
        return new ScriptStep(
                "use the shared dialog certificate",
                side.database(),
                useDialogCertificate,
                shared.certificate().thumbprint());
    }

    private ScriptStep activate(Side side, int renewal) {
        return new ScriptStep(
                "use the renewed dialog certificate",
                side.database(),
                activateDialogCertificate,
                side.user(),
                side.dialogCertificate(),
                renewal);
    }

    /** The service master key opens the key, too, so the service does not keep it. */
    private static Secret masterKeyPassword() {
        return Secret.random("MasterKeyPassword");
    }

    /** Whole days, rounded up. */
    private static int days(Duration validity) {
        return Math.toIntExact(validity.plusDays(1).minusNanos(1).toDays());
    }
}
