package dev.colloquy.initiator.http;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/** A key pair of an issuer of tokens, made for the test; the service gets the public half. */
public final class IssuerKeys implements QuarkusTestResourceLifecycleManager {
    /** Setting with the file of the private half. */
    static final String PRIVATE_KEY = "test.issuer.private-key";

    private Path directory;

    @Override
    public Map<String, String> start() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            directory = Files.createTempDirectory("issuer");
            return Map.of(
                    "colloquy.access.jwt.keys",
                    write("public.pem", "PUBLIC KEY", pair.getPublic().getEncoded()),
                    PRIVATE_KEY,
                    write("private.pem", "PRIVATE KEY", pair.getPrivate().getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String write(String name, String kind, byte[] der) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        String pem = "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n";
        return Files.writeString(directory.resolve(name), pem, StandardCharsets.US_ASCII)
                .toString();
    }

    @Override
    public void stop() {
        try {
            Files.deleteIfExists(directory.resolve("public.pem"));
            Files.deleteIfExists(directory.resolve("private.pem"));
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
