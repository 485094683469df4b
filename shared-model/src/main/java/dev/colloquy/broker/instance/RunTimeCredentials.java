package dev.colloquy.broker.instance;

import io.quarkus.credentials.CredentialsProvider;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Map;

/** Tells the connection pool the run-time login, whose password may exist in this process only. */
@ApplicationScoped
@Named("run-time-login")
public class RunTimeCredentials implements CredentialsProvider {
    private final OwnInstance instance;

    @Inject
    RunTimeCredentials(OwnInstance instance) {
        this.instance = instance;
    }

    @Override
    public Map<String, String> getCredentials(String credentialsProviderName) {
        return instance.poolLogin()
                .map(login -> Map.of(USER_PROPERTY_NAME, login.name(), PASSWORD_PROPERTY_NAME, login.password()))
                .orElseGet(Map::of);
    }
}
