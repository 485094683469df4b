package dev.colloquy.instance.broker;

import static dev.colloquy.instance.broker.BrokerInstance.INITIATOR;
import static dev.colloquy.instance.broker.BrokerInstance.INITIATOR_QUEUE;
import static dev.colloquy.instance.broker.BrokerInstance.REPLY;
import static dev.colloquy.instance.broker.BrokerInstance.REQUEST;
import static dev.colloquy.instance.broker.BrokerInstance.TARGET;
import static dev.colloquy.instance.broker.BrokerInstance.TARGET_QUEUE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.storage.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One service in two instances: routes with BROKER_INSTANCE share the conversations out, each to one of them. */
class SeveralTargetsTest {
    private static final int DIALOGS = 40;
    private static final List<String> ADDRESSES = List.of("TCP://target1:4022", "TCP://target2:4022");

    @TempDir
    private Path directory;

    private BrokerInstance initiator;
    private Database initiatorDatabase;
    private final List<BrokerInstance> targets = new ArrayList<>();
    private final List<Database> targetDatabases = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        initiator = new BrokerInstance(directory.resolve("initiator"));
        initiatorDatabase = initiator.createDatabase("InitiatorDB");
        initiator.commit(transaction -> {
            initiator.defineMessages(transaction, initiatorDatabase, Validation.NONE);
            initiator.defineInitiator(transaction, initiatorDatabase);
        });
        initiator.startEndpoint();
        for (String address : ADDRESSES) {
            addTarget(address);
        }
    }

    private void addTarget(String address) throws IOException {
        BrokerInstance target = new BrokerInstance(directory.resolve("target" + targets.size()));
        Database database = target.createDatabase("TargetDB");
        target.commit(transaction -> {
            target.defineMessages(transaction, database, Validation.NONE);
            target.defineTarget(transaction, database);
        });
        target.allowEverybodyToSend(database);
        target.startEndpoint();
        target.addRoute(database, "Back", INITIATOR, Optional.empty(), "TCP://initiator:4022");
        initiator.addRoute(
                initiatorDatabase,
                "Route" + targets.size(),
                TARGET,
                Optional.of(database.serviceBrokerGuid().toString().toUpperCase(Locale.ROOT)),
                address);
        targets.add(target);
        targetDatabases.add(database);
    }

    @AfterEach
    void close() throws IOException {
        initiator.close();
        for (BrokerInstance target : targets) {
            target.close();
        }
    }

    private void carryEverything() {
        int carried = 1;
        while (carried > 0) {
            carried = 0;
            for (int i = 0; i < targets.size(); i++) {
                Broker target = targets.get(i).broker();
                carried += new Wire(initiator.broker(), target, ADDRESSES.get(i), 0, new Random(1)).carry();
                carried += new Wire(target, initiator.broker(), "TCP://initiator:4022", 0, new Random(1)).carry();
            }
        }
    }

    private List<UUID> beginDialogs() {
        List<UUID> handles = new ArrayList<>();
        for (int i = 0; i < DIALOGS; i++) {
            handles.add(initiator.beginAndSend(initiatorDatabase, "first " + i));
        }
        return handles;
    }

    /** Bodies by conversation, and that conversations are not shared. */
    private Map<UUID, List<String>> arrived(int target) {
        Map<UUID, List<String>> bodies = new HashMap<>();
        for (ReceivedMessage message : targets.get(target).contents(targetDatabases.get(target), TARGET_QUEUE)) {
            bodies.computeIfAbsent(message.conversationHandle(), k -> new ArrayList<>())
                    .add(BrokerInstance.text(message));
        }
        return bodies;
    }

    @Test
    void conversations_are_shared_out_and_each_stays_where_it_began() {
        List<UUID> handles = beginDialogs();
        carryEverything();
        for (int i = 0; i < DIALOGS; i++) {
            UUID handle = handles.get(i);
            String body = "second " + i;
            initiator.commit(transaction -> initiator.send(transaction, initiatorDatabase, handle, REQUEST, body));
        }
        carryEverything();

        Map<UUID, List<String>> all = new HashMap<>(arrived(0));
        all.putAll(arrived(1));
        assertTrue(!arrived(0).isEmpty() && !arrived(1).isEmpty(), "one target got everything");
        assertEquals(DIALOGS, all.size());
        all.values().forEach(bodies -> assertEquals(bodies.get(0).replace("first", "second"), bodies.get(1)));
    }

    @Test
    void the_choice_of_a_conversation_survives_a_restart_before_anything_was_sent() throws IOException {
        beginDialogs();
        Map<UUID, String> before = chosen();
        initiator.restart();
        initiatorDatabase = initiator.database("InitiatorDB");
        initiator.started(address -> {});
        Waiting.until(() -> chosen().size() == DIALOGS);

        assertEquals(before, chosen());
    }

    /** The address to which each conversation's message would go now. */
    private Map<UUID, String> chosen() {
        Map<UUID, String> addresses = new TreeMap<>();
        for (String address : ADDRESSES) {
            initiator
                    .broker()
                    .outbound()
                    .take(address, 1_000, 1_000_000)
                    .forEach(message -> addresses.put(message.message().conversationId(), address));
            initiator.broker().outbound().disconnected(address, "lost");
            initiator.broker().outbound().reconnected(address);
        }
        return addresses;
    }

    @Test
    void replies_come_back_from_either_target() {
        beginDialogs();
        carryEverything();
        for (int i = 0; i < targets.size(); i++) {
            BrokerInstance target = targets.get(i);
            Database database = targetDatabases.get(i);
            List<ReceivedMessage> requests = target.contents(database, TARGET_QUEUE);
            target.commit(transaction -> requests.forEach(
                    request -> target.send(transaction, database, request.conversationHandle(), REPLY, "reply")));
        }
        carryEverything();

        assertEquals(
                DIALOGS, initiator.contents(initiatorDatabase, INITIATOR_QUEUE).size());
    }
}
