package dev.colloquy.initiator.conversation;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Proxy;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class InterruptedPoolTest {
    @Test
    void a_connection_whose_making_was_interrupted_makes_the_instance_unavailable() {
        ConversationGateway gateway = gatewayOn(new CompletionException(new InterruptedException()));

        assertThrows(InstanceUnavailable.class, () -> gateway.countOpen(1));
    }

    @Test
    void another_failure_of_the_pool_is_told_as_it_is() {
        IllegalStateException fault = new IllegalStateException("this pool is closed");

        assertSame(
                fault,
                assertThrows(RuntimeException.class, () -> gatewayOn(fault).countOpen(1)));
    }

    private static ConversationGateway gatewayOn(RuntimeException failure) {
        return new ConversationGateway((DataSource) Proxy.newProxyInstance(
                InterruptedPoolTest.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, a) -> {
                    throw failure;
                }));
    }
}
