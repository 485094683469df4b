package dev.colloquy.broker.exchange;

import dev.colloquy.contract.MalformedMessage;
import dev.colloquy.contract.PublicCertificate;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a {@code .cer} file holds: one certificate, DER or PEM encoded. */
final class CertificateFile {
    private static final Pattern PEM = Pattern.compile(
            "-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]*+)-----END CERTIFICATE-----", Pattern.DOTALL);
    private static final Pattern PRIVATE_KEY = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----");

    private CertificateFile() {}

    static PublicCertificate read(byte[] content) throws MalformedMessage {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        if (!text.contains("-----BEGIN ")) {
            return PublicCertificate.of(content);
        }
        if (PRIVATE_KEY.matcher(text).find()) {
            throw new MalformedMessage("it holds a private key, which belongs to its owner only");
        }
        Matcher certificates = PEM.matcher(text);
        if (!certificates.find()) {
            throw new MalformedMessage("it holds no certificate");
        }
        String base64 = certificates.group(1);
        if (certificates.find()) {
            throw new MalformedMessage("it holds more than one certificate");
        }
        try {
            return PublicCertificate.of(Base64.getMimeDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new MalformedMessage("it holds a PEM certificate that is not Base64");
        }
    }
}
