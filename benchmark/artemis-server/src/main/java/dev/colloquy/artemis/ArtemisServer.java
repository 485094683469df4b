package dev.colloquy.artemis;

import java.nio.file.Path;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.LogManager;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * One broker with the queues {@code requests} and {@code replies}, for clients on this machine. Runs until its process is
 * told to end.
 */
public final class ArtemisServer {
    /** By default Artemis drops a message that was rolled back ten times. */
    private static final int FOR_EVER = -1;

    private static final int JOURNAL_FILE_BYTES = 10 * 1024 * 1024;
    private static final int JOURNAL_FILES = 10;

    /**
     * How long what is to be flushed waits for company. Artemis' own 3.3 ms (NIO) and 0.5 ms (AIO) are for slow disks; its
     * command "artemis create" measures the disk and would set about this for one that flushes in less than a millisecond.
     */
    private static final int JOURNAL_BUFFER_NANOS = 100_000;

    private ArtemisServer() {}

    /**
     * Starts the broker and says so on the standard output.
     *
     * @param arguments the folder of its files, the port, and the journal: {@code nio} or {@code asyncio} (needs libaio)
     * @throws Exception what Artemis throws when it cannot start
     */
    public static void main(String[] arguments) throws Exception {
        // It would log every message: without a configuration of its own the audit log counts as on.
        LogManager.getLogManager().getLogger("").setLevel(Level.WARNING);
        JournalType journal = JournalType.valueOf(arguments[2].toUpperCase(Locale.ROOT));
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        broker.setConfiguration(configuration(Path.of(arguments[0]), Integer.parseInt(arguments[1]), journal));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(broker), "stop"));
        broker.start();
        System.out.println("Artemis is ready, journal "
                + broker.getActiveMQServer().getConfiguration().getJournalType());
    }

    private static void stop(EmbeddedActiveMQ broker) {
        try {
            broker.stop();
        } catch (Exception e) {
            throw new IllegalStateException("Artemis did not stop", e);
        }
    }

    private static Configuration configuration(Path folder, int port, JournalType journal) throws Exception {
        return new ConfigurationImpl()
                .setName("benchmark")
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setPersistenceEnabled(true)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setLargeMessagesDirectory(folder.resolve("large-messages").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setNodeManagerLockDirectory(folder.resolve("lock").toString())
                .setJournalType(journal)
                .setJournalDatasync(true)
                .setJournalSyncTransactional(true)
                .setJournalSyncNonTransactional(true)
                .setJournalBufferTimeout_NIO(JOURNAL_BUFFER_NANOS)
                .setJournalBufferTimeout_AIO(JOURNAL_BUFFER_NANOS)
                .setJournalFileSize(JOURNAL_FILE_BYTES)
                .setJournalMinFiles(JOURNAL_FILES)
                .setJournalPoolFiles(JOURNAL_FILES)
                .addAddressSetting("#", new AddressSettings().setMaxDeliveryAttempts(FOR_EVER))
                .addAcceptorConfiguration("clients", "tcp://127.0.0.1:" + port + "?protocols=CORE")
                .addAddressConfiguration(queue("requests"))
                .addAddressConfiguration(queue("replies"));
    }

    private static CoreAddressConfiguration queue(String name) {
        return new CoreAddressConfiguration()
                .setName(name)
                .addRoutingType(RoutingType.ANYCAST)
                .addQueueConfiguration(QueueConfiguration.of(name)
                        .setRoutingType(RoutingType.ANYCAST)
                        .setDurable(true));
    }
}
