package dev.colloquy.instance.catalog.views;

import dev.colloquy.instance.security.Login;
import dev.colloquy.instance.security.Securable;
import dev.colloquy.instance.types.SqlType;
import java.util.List;
import java.util.stream.Stream;

/** Dynamic management views: sessions of clients, connections between instances. */
final class ActivityViews implements ViewFamily {
    private static final SqlType NAME = SqlType.nvarchar(128);
    private static final SqlType LONG_NAME = SqlType.nvarchar(512);
    private static final int LOGIN_ONLINE = 12;
    private static final int LOGIN_INITIAL = 0;
    private static final int AES = 3;
    private static final int TEXT_SIZE = 4096;
    private static final int READ_COMMITTED = 2;
    private static final int ENDPOINT = 4;

    private static final List<String> CONNECTION_STATES =
            List.of("NEW", "CONNECTING", "CONNECTED", "LOGGED_IN", "CLOSED");

    private static final List<String> NAMES = List.of(
            "dm_exec_sessions",
            "sysprocesses",
            "dm_broker_connections",
            "dm_broker_queue_monitors",
            "dm_broker_activated_tasks",
            "dm_broker_forwarded_messages");

    private final Sources sources;

    ActivityViews(Sources sources) {
        this.sources = sources;
    }

    @Override
    public List<String> names() {
        return NAMES;
    }

    @Override
    public View<?> build(String name) {
        return switch (name) {
            case "dm_exec_sessions" -> sessions();
            case "sysprocesses" -> sysprocesses();
            case "dm_broker_connections" -> brokerConnections();
            case "dm_broker_queue_monitors" -> queueMonitors();
            case "dm_broker_activated_tasks" -> activatedTasks();
            case "dm_broker_forwarded_messages" -> forwardedMessages();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private boolean seesServerState(ViewScope scope) {
        return sources.security().permissions().allows(scope.login(), "VIEW SERVER STATE", Securable.server());
    }

    private Stream<SessionRow> visibleSessions(ViewScope scope) {
        boolean everything = seesServerState(scope);
        return sources.reported().sessions().stream()
                .filter(session -> everything
                        || session.loginName().equalsIgnoreCase(scope.login().name()));
    }

    private byte[] sid(SessionRow session) {
        return sources.security()
                .logins()
                .named(session.loginName())
                .map(Login::sid)
                .orElseGet(() -> new byte[] {0});
    }

    private View<?> sessions() {
        return View.<SessionRow>of(this::visibleSessions)
                .with(this::client)
                .with(ActivityViews::settings)
                .with(this::login);
    }

    private View<SessionRow> client(View<SessionRow> view) {
        return view.column("session_id", SqlType.SMALLINT, SessionRow::sessionId)
                .column("login_time", SqlType.DATETIME, SessionRow::loginTime)
                .nullable("host_name", NAME, SessionRow::hostName)
                .nullable("program_name", NAME, SessionRow::programName)
                .nullable("host_process_id", SqlType.INT, SessionRow::hostProcessId)
                .nulls(SqlType.INT, "client_version")
                .nulls(SqlType.nvarchar(32), "client_interface_name")
                .column("security_id", Types.SID, this::sid)
                .column("login_name", NAME, SessionRow::loginName)
                .nulls(NAME, "nt_domain", "nt_user_name")
                .column("status", SqlType.nvarchar(30), row -> row.running() ? "running" : "sleeping")
                .nulls(SqlType.varbinary(128), "context_info")
                .constant("cpu_time", SqlType.INT, 0)
                .constant("memory_usage", SqlType.INT, 0)
                .constant("total_scheduled_time", SqlType.INT, 0)
                .constant("total_elapsed_time", SqlType.INT, 0)
                .constant("endpoint_id", SqlType.INT, ENDPOINT)
                .column("last_request_start_time", SqlType.DATETIME, SessionRow::lastRequest)
                .nullable("last_request_end_time", SqlType.DATETIME, SessionRow::lastRequest)
                .constant("reads", SqlType.BIGINT, 0L)
                .constant("writes", SqlType.BIGINT, 0L)
                .constant("logical_reads", SqlType.BIGINT, 0L)
                .constant("is_user_process", SqlType.BIT, true);
    }

    private static View<SessionRow> settings(View<SessionRow> view) {
        return view.constant("text_size", SqlType.INT, TEXT_SIZE)
                .constant("language", NAME, "us_english")
                .constant("date_format", SqlType.nvarchar(3), "mdy")
                .constant("date_first", SqlType.SMALLINT, 7)
                .constant("quoted_identifier", SqlType.BIT, true)
                .constant("arithabort", SqlType.BIT, true)
                .constant("ansi_null_dflt_on", SqlType.BIT, true)
                .constant("ansi_defaults", SqlType.BIT, false)
                .constant("ansi_warnings", SqlType.BIT, true)
                .constant("ansi_padding", SqlType.BIT, true)
                .constant("ansi_nulls", SqlType.BIT, true)
                .constant("concat_null_yields_null", SqlType.BIT, true)
                .constant("transaction_isolation_level", SqlType.SMALLINT, READ_COMMITTED)
                .constant("lock_timeout", SqlType.INT, -1)
                .constant("deadlock_priority", SqlType.INT, 0)
                .constant("row_count", SqlType.BIGINT, 0L)
                .constant("prev_error", SqlType.INT, 0);
    }

    private View<SessionRow> login(View<SessionRow> view) {
        return view.column("original_security_id", Types.SID, this::sid)
                .column("original_login_name", NAME, SessionRow::loginName)
                .nulls(SqlType.DATETIME, "last_successful_logon", "last_unsuccessful_logon")
                .nulls(SqlType.BIGINT, "unsuccessful_logons")
                .constant("group_id", SqlType.INT, 1)
                .column("database_id", SqlType.SMALLINT, SessionRow::databaseId)
                .constant("authenticating_database_id", SqlType.INT, 1)
                .column("open_transaction_count", SqlType.INT, SessionRow::openTransactions);
    }

    private View<?> sysprocesses() {
        return View.<SessionRow>of(this::visibleSessions)
                .column("spid", SqlType.SMALLINT, SessionRow::sessionId)
                .constant("kpid", SqlType.SMALLINT, 0)
                .constant("blocked", SqlType.SMALLINT, 0)
                .constant("waittype", SqlType.binary(2), new byte[2])
                .constant("waittime", SqlType.BIGINT, 0L)
                .column("lastwaittype", SqlType.nchar(32), row -> padded("MISCELLANEOUS", 32))
                .column("waitresource", SqlType.nchar(256), row -> padded("", 256))
                .column("dbid", SqlType.SMALLINT, SessionRow::databaseId)
                .constant("uid", SqlType.SMALLINT, 1)
                .constant("cpu", SqlType.INT, 0)
                .constant("physical_io", SqlType.BIGINT, 0L)
                .constant("memusage", SqlType.INT, 0)
                .column("login_time", SqlType.DATETIME, SessionRow::loginTime)
                .column("last_batch", SqlType.DATETIME, SessionRow::lastRequest)
                .constant("ecid", SqlType.SMALLINT, 0)
                .column("open_tran", SqlType.SMALLINT, SessionRow::openTransactions)
                .column("status", SqlType.nchar(30), row -> padded(row.running() ? "running" : "sleeping", 30))
                .column("sid", SqlType.varbinary(86), this::sid)
                .column("hostname", SqlType.nchar(128), row -> padded(row.hostName(), 128))
                .column("program_name", SqlType.nchar(128), row -> padded(row.programName(), 128))
                .column("hostprocess", SqlType.nchar(10), row -> padded(Integer.toString(row.hostProcessId()), 10))
                .column("cmd", SqlType.nchar(26), row -> padded(row.running() ? "SELECT" : "AWAITING COMMAND", 26))
                .column("nt_domain", SqlType.nchar(128), row -> padded("", 128))
                .column("nt_username", SqlType.nchar(128), row -> padded("", 128))
                .column("net_address", SqlType.nchar(12), row -> padded("", 12))
                .column("net_library", SqlType.nchar(12), row -> padded("TCP/IP", 12))
                .column("loginame", SqlType.nchar(128), row -> padded(row.loginName(), 128));
    }

    private static String padded(String text, int length) {
        String shown = text == null ? "" : text;
        return shown.length() >= length ? shown.substring(0, length) : shown + " ".repeat(length - shown.length());
    }

    private Stream<BrokerConnectionRow> visibleConnections(ViewScope scope) {
        return seesServerState(scope) ? sources.reported().connections().stream() : Stream.empty();
    }

    private View<?> brokerConnections() {
        return View.<BrokerConnectionRow>of(this::visibleConnections)
                .nullable("connection_id", SqlType.UNIQUEIDENTIFIER, BrokerConnectionRow::connectionId)
                .nullable("transport_stream_id", SqlType.UNIQUEIDENTIFIER, BrokerConnectionRow::connectionId)
                .nullable("state", SqlType.SMALLINT, BrokerConnectionRow::state)
                .nullable("state_desc", Types.DESCRIPTION, row -> CONNECTION_STATES.get(row.state() - 1))
                .nullable("connect_time", SqlType.DATETIME, BrokerConnectionRow::connectTime)
                .nullable("login_time", SqlType.DATETIME, row -> row.loginTime().orElse(null))
                .constant("authentication_method", NAME, "CERTIFICATE")
                .nullable("principal_name", NAME, row -> row.principalName().orElse(null))
                .nulls(NAME, "remote_user_name")
                .nullable("last_activity_time", SqlType.DATETIME, BrokerConnectionRow::lastActivityTime)
                .nullable("is_accept", SqlType.BIT, BrokerConnectionRow::accepted)
                .nullable(
                        "login_state",
                        SqlType.SMALLINT,
                        row -> row.loginTime().isPresent() ? LOGIN_ONLINE : LOGIN_INITIAL)
                .nullable(
                        "login_state_desc",
                        Types.DESCRIPTION,
                        row -> row.loginTime().isPresent() ? "ONLINE" : "INITIAL")
                .nullable(
                        "peer_certificate_id",
                        SqlType.INT,
                        row -> row.peerCertificateId().orElse(null))
                .nullable("encryption_algorithm", SqlType.SMALLINT, row -> row.encrypted() ? AES : 0)
                .nullable("encryption_algorithm_desc", Types.DESCRIPTION, row -> row.encrypted() ? "AES" : "NONE")
                .constant("receives_posted", SqlType.SMALLINT, 1)
                .constant("is_receive_flow_controlled", SqlType.BIT, false)
                .constant("sends_posted", SqlType.SMALLINT, 0)
                .constant("is_send_flow_controlled", SqlType.BIT, false)
                .nullable("total_bytes_sent", SqlType.BIGINT, BrokerConnectionRow::totalBytesSent)
                .nullable("total_bytes_received", SqlType.BIGINT, BrokerConnectionRow::totalBytesReceived)
                .nullable("total_fragments_sent", SqlType.BIGINT, BrokerConnectionRow::totalSends)
                .nullable("total_fragments_received", SqlType.BIGINT, BrokerConnectionRow::totalReceives)
                .nullable("total_sends", SqlType.BIGINT, BrokerConnectionRow::totalSends)
                .nullable("total_receives", SqlType.BIGINT, BrokerConnectionRow::totalReceives)
                .nulls(SqlType.UNIQUEIDENTIFIER, "peer_arbitration_id");
    }

    /** Queue monitors serve activation, which the instance does not have. */
    private static View<?> queueMonitors() {
        return View.empty()
                .nulls(SqlType.INT, "database_id", "queue_id")
                .nulls(SqlType.nvarchar(32), "state")
                .nulls(SqlType.DATETIME, "last_empty_rowset_time", "last_activated_time")
                .nulls(SqlType.INT, "tasks_waiting");
    }

    private static View<?> activatedTasks() {
        return View.empty()
                .nulls(SqlType.INT, "spid")
                .nulls(SqlType.SMALLINT, "database_id")
                .nulls(SqlType.INT, "queue_id")
                .nulls(SqlType.nvarchar(650), "procedure_name")
                .nulls(SqlType.INT, "execute_as");
    }

    private static View<?> forwardedMessages() {
        return View.empty()
                .nulls(SqlType.UNIQUEIDENTIFIER, "conversation_id")
                .nulls(SqlType.BIT, "is_initiator")
                .nulls(
                        LONG_NAME,
                        "to_service_name",
                        "to_broker_instance",
                        "from_service_name",
                        "from_broker_instance",
                        "adjacent_broker_address")
                .nulls(SqlType.BIGINT, "message_sequence_number")
                .nulls(SqlType.INT, "message_fragment_number")
                .nulls(SqlType.TINYINT, "hops_remaining")
                .nulls(SqlType.INT, "time_to_live")
                .constant("time_consumed", SqlType.INT, 0)
                .nulls(SqlType.UNIQUEIDENTIFIER, "message_id");
    }
}
