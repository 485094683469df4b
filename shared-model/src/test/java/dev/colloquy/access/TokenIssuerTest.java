package dev.colloquy.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.jwt.build.Jwt;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenIssuerTest {
    private static final String ISSUER = "https://id.example/realms/test";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"RSA, RS256", "RSA, PS384", "EC, ES256", "Ed25519, EDDSA"})
    void the_key_may_be_a_pem_of_any_type(String type, SignatureAlgorithm algorithm) throws Exception {
        KeyPair pair = keyPair(type);

        assertEquals("alice", subject(pem(pair), token(pair, algorithm)));
    }

    @ParameterizedTest
    @CsvSource({"RSA, RS256", "RSA, RS512", "EC, ES256"})
    void keys_may_be_a_jwks_with_others_in_it(String type, SignatureAlgorithm algorithm) throws Exception {
        KeyPair pair = keyPair(type);
        String others = jwk(keyPair("RSA"), "other-1") + ',' + jwk(keyPair("EC"), "other-2");

        Path jwks = write("{\"keys\":[" + others + ',' + jwk(pair, "this") + "]}");

        assertEquals("alice", subject(jwks, token(pair, algorithm)));
    }

    @Test
    void another_key_of_the_same_type_is_not_the_issuers() throws Exception {
        Path pem = pem(keyPair("RSA"));
        String token = token(keyPair("RSA"), SignatureAlgorithm.RS256);

        assertThrows(ParseException.class, () -> subject(pem, token));
    }

    @Test
    void a_pem_that_holds_no_key_is_refused_at_start() throws Exception {
        Path nonsense = write("-----BEGIN PUBLIC KEY-----\nbm9uc2Vuc2U=\n-----END PUBLIC KEY-----\n");

        assertThrows(ConfigurationException.class, () -> subject(nonsense, ""));
    }

    private static String subject(Path keys, String token) throws ParseException {
        TokenIssuer issuer = TokenIssuer.of(
                Configured.tokens(ISSUER, "colloquy", keys.toString()).jwt());
        return new DefaultJWTParser(issuer.verification()).parse(token).getSubject();
    }

    private static String token(KeyPair pair, SignatureAlgorithm algorithm) {
        return Jwt.issuer(ISSUER)
                .audience("colloquy")
                .subject("alice")
                .expiresIn(300)
                .jws()
                .keyId("this")
                .algorithm(algorithm)
                .sign(pair.getPrivate());
    }

    private static KeyPair keyPair(String type) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
        if (!type.equals("Ed25519")) {
            generator.initialize(type.equals("RSA") ? 2048 : 256);
        }
        return generator.generateKeyPair();
    }

    private Path pem(KeyPair pair) throws Exception {
        String key = Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded());
        return write("-----BEGIN PUBLIC KEY-----\n" + key + "\n-----END PUBLIC KEY-----\n");
    }

    private Path write(String content) throws Exception {
        return Files.writeString(directory.resolve("keys"), content);
    }

    private static String jwk(KeyPair pair, String id) {
        if (pair.getPublic() instanceof RSAPublicKey rsa) {
            return "{\"kty\":\"RSA\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"}"
                    .formatted(id, base64(rsa.getModulus(), 256), base64(rsa.getPublicExponent(), 3));
        }
        ECPublicKey ec = (ECPublicKey) pair.getPublic();
        return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"%s\",\"x\":\"%s\",\"y\":\"%s\"}"
                .formatted(
                        id, base64(ec.getW().getAffineX(), 32), base64(ec.getW().getAffineY(), 32));
    }

    private static String base64(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] unsigned = new byte[length];
        int count = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - count, unsigned, length - count, count);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(unsigned);
    }
}
