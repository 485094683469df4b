package dev.colloquy.target;

import dev.colloquy.instance.EmbeddedInstance;
import dev.colloquy.instance.StartFailure;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** An instance of the test's own, which the service finds empty and sets up. */
public final class OwnInstanceResource implements QuarkusTestResourceLifecycleManager {
    private EmbeddedInstance instance;

    @Override
    public Map<String, String> start() {
        try {
            instance = EmbeddedInstance.builder().brokerPort(0).start();
        } catch (StartFailure e) {
            throw new IllegalStateException(e);
        }
        return Map.of(
                "colloquy.jdbc.url", instance.jdbcUrl(),
                "colloquy.jdbc.username", "target_service",
                "colloquy.jdbc.password", "Run-Time-1",
                "colloquy.setup.username", "sa",
                "colloquy.setup.password", instance.saPassword(),
                "colloquy.endpoint.port", "4022",
                "colloquy.peer.url", "http://localhost:1",
                "colloquy.peer.secret", "a secret for this test only");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(
                instance, new TestInjector.AnnotatedAndMatchesType(InjectInstance.class, EmbeddedInstance.class));
    }

    @Override
    public void stop() {
        if (instance != null) {
            instance.close();
        }
    }
}
