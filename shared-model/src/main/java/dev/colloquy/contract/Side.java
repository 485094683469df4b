package dev.colloquy.contract;

/**
 * One side of the conversation, with the names of its objects as in the tutorial "Completing a Conversation Between
 * Instances". Names that the tutorial does not have (transport certificate, login) follow its manner.
 */
public enum Side {
    /** Begins dialogs: {@code InstInitiatorDB}, {@code //InstDB/2InstSample/InitiatorService}. */
    INITIATOR("Initiator", "//InstDB/2InstSample/InitiatorService"),
    /** Answers: {@code InstTargetDB}, {@code //TgtDB/2InstSample/TargetService}. */
    TARGET("Target", "//TgtDB/2InstSample/TargetService");

    private final String word;
    private final String service;

    Side(String word, String service) {
        this.word = word;
        this.service = service;
    }

    /** The other side. */
    public Side peer() {
        return this == INITIATOR ? TARGET : INITIATOR;
    }

    /** Database that holds this side's queue and service: {@code InstInitiatorDB} or {@code InstTargetDB}. */
    public String database() {
        return "Inst" + word + "DB";
    }

    /** Service Broker service of this side. */
    public String service() {
        return service;
    }

    /** Queue of this side's service, in schema {@code dbo}. */
    public String queue() {
        return "Inst" + word + "Queue";
    }

    /** Database user that owns this side's service and, in both databases, this side's dialog certificate. */
    public String user() {
        return word + "User";
    }

    /** Certificate that secures this side's dialogs; the public part is in the peer's database too. */
    public String dialogCertificate() {
        return "Inst" + word + "Certificate";
    }

    /** Certificate in {@code master} that this side's endpoint authenticates with. */
    public String transportCertificate() {
        return "Inst" + word + "TransportCertificate";
    }

    /** Service Broker endpoint of this side's instance. */
    public String endpoint() {
        return "Inst" + word + "Endpoint";
    }

    /** Login and user in the {@code master} of the peer's instance that stand for this side's instance. */
    public String instanceLogin() {
        return "Inst" + word + "Login";
    }

    /** Route to this side's service: an address in the peer's database, {@code LOCAL} in this instance's msdb. */
    public String route() {
        return "Inst" + word + "Route";
    }

    /** Remote service binding in the peer's database for dialogs to this side's service. */
    public String remoteServiceBinding() {
        return word + "Binding";
    }
}
