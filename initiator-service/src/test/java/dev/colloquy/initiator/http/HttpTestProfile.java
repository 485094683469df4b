package dev.colloquy.initiator.http;

import dev.colloquy.initiator.conversation.FakeConversationChanges;
import dev.colloquy.initiator.conversation.FakeConversations;
import dev.colloquy.initiator.conversation.FakeReplyFeed;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Set;

/** The service with its HTTP interface and nothing behind it. */
public final class HttpTestProfile implements QuarkusTestProfile {
    static final int LARGEST_BODY = 2 * 1024 * 1024;
    static final int WORKERS = 4;

    private static final String NOWHERE = "jdbc:sqlserver://localhost:1;loginTimeout=1";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.datasource.jdbc.url",
                NOWHERE,
                "colloquy.jdbc.url",
                NOWHERE,
                "quarkus.datasource.health.enabled",
                "false",
                "quarkus.devservices.enabled",
                "false",
                "quarkus.smallrye-openapi.path",
                "/openapi",
                "quarkus.smallrye-openapi.management.enabled",
                "false",
                "quarkus.http.limits.max-body-size",
                String.valueOf(LARGEST_BODY),
                "colloquy.http.heartbeat",
                "1s",
                "quarkus.thread-pool.max-threads",
                String.valueOf(WORKERS));
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(FakeConversations.class, FakeConversationChanges.class, FakeReplyFeed.class, FailingRoute.class);
    }
}
