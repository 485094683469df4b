package dev.colloquy.benchmark.trips;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.colloquy.benchmark.pair.ServiceProcess;
import dev.colloquy.benchmark.pair.ServiceSettings;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * What mssql-jdbc sends for a service, while this is open: its loggers {@code TDS.Command} (each request) and {@code
 * SQLServerStatement} (the text of each statement) are switched on in the running process over JMX, and write to the
 * service's log.
 */
final class DriverLog implements AutoCloseable {
    private static final List<String> LOGGERS = List.of(
            "com.microsoft.sqlserver.jdbc.internals.TDS.Command",
            "com.microsoft.sqlserver.jdbc.internals.SQLServerStatement");

    private final ServiceProcess service;
    private final long from;

    private DriverLog(ServiceProcess service, long from) {
        this.service = service;
        this.from = from;
    }

    /**
     * Settings with which a service can be made to log that later. Quarkus lets no level below DEBUG through, unless the
     * log manager is there before it; the JMX agent sees to that.
     */
    static ServiceSettings prepare(ServiceSettings settings) {
        return settings.with("java.util.logging.manager", "org.jboss.logmanager.LogManager")
                .with("logging.initial-configurator.min-level", "ALL")
                .with("com.sun.management.jmxremote.port", 0)
                .with("com.sun.management.jmxremote.host", "localhost")
                .with("com.sun.management.jmxremote.authenticate", false)
                .with("com.sun.management.jmxremote.ssl", false);
    }

    /** Switches the loggers on. */
    static DriverLog open(ServiceProcess service) throws IOException {
        DriverLog log = new DriverLog(service, Files.size(service.settings().log()));
        log.level("FINEST");
        return log;
    }

    /** What was logged since it was opened. */
    List<String> lines() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(service.settings().log().toFile(), "r")) {
            file.seek(from);
            byte[] bytes = new byte[(int) (file.length() - from)];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        }
    }

    // The address is that of a process that was started here; it does not come from outside.
    @SuppressWarnings("BanJNDI")
    private void level(String level) throws IOException {
        try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(agent()))) {
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            for (String logger : LOGGERS) {
                beans.invoke(
                        new ObjectName("java.util.logging:type=Logging"),
                        "setLoggerLevel",
                        new Object[] {logger, level},
                        new String[] {String.class.getName(), String.class.getName()});
            }
        } catch (JMException e) {
            throw new IOException("the levels of the driver's loggers cannot be set", e);
        }
    }

    private String agent() throws IOException {
        try {
            VirtualMachine machine =
                    VirtualMachine.attach(Long.toString(service.handle().pid()));
            try {
                return machine.startLocalManagementAgent();
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException("cannot attach to " + service.settings().name(), e);
        }
    }

    /** Switches the loggers off. */
    @Override
    public void close() throws IOException {
        level("INFO");
    }
}
