package dev.colloquy.broker.status;

import dev.colloquy.contract.Side;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Random;
import javax.sql.DataSource;

/**
 * Looks at the broker in the database with the run-time login, every few seconds, repairs a disabled queue, and rates the
 * instances of the peer, where there are several.
 */
@Singleton
class DatabaseWatch implements AutoCloseable {
    private final Side side;
    private final BrokerStatusReader reader;
    private final boolean repairs;
    private final QueueRepair repair;
    private final PeerRating rating;
    private final Sampler<BrokerStatus> sampler;
    private volatile PeerInstances peers = PeerInstances.NONE;

    @Inject
    DatabaseWatch(
            Side side, DataSource database, StatusCall call, StatusConfig config, QueueRepairConfig repairConfig) {
        StatusSettings.check(config);
        this.side = side;
        this.reader = new BrokerStatusReader(side, database::getConnection, config.depthLimit(), config.timeout());
        this.repairs = repairConfig.enableDisabledQueue();
        this.repair = new QueueRepair(database::getConnection, new Random(), Clock.systemUTC());
        this.rating = new PeerRating(database::getConnection, config.avoidAfter(), config.timeout());
        this.sampler = new Sampler<>("broker-status", () -> call.run(this::look), config.interval(), Clock.systemUTC());
    }

    private BrokerStatus look() throws SQLException {
        peers = rating.rate();
        BrokerStatus status = reader.read();
        boolean repaired = repairs && repair.repair(side.queue(), status);
        return repaired ? reader.read() : status;
    }

    void start() {
        sampler.start();
    }

    void again() {
        sampler.again();
    }

    Sample<BrokerStatus> last() {
        return sampler.last();
    }

    /** The instances of the peer when they were rated last. */
    PeerInstances peers() {
        return peers;
    }

    long repairs() {
        return repair.repairs();
    }

    @Override
    public void close() {
        sampler.close();
    }
}
