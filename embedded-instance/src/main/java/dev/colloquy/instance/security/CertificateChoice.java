package dev.colloquy.instance.security;

import dev.colloquy.instance.types.SqlError;
import java.util.Optional;

/**
 * The certificate that a principal uses in dialogs, or why there is none.
 *
 * @param certificate present if one can be used
 * @param refusal     otherwise 9731, 9733, 9737, 9767, 28024 or 28025; its text is the transmission_status
 */
public record CertificateChoice(Optional<Certificate> certificate, Optional<SqlError> refusal) {
    static CertificateChoice of(Certificate certificate) {
        return new CertificateChoice(Optional.of(certificate), Optional.empty());
    }

    static CertificateChoice refused(SqlError error) {
        return new CertificateChoice(Optional.empty(), Optional.of(error));
    }
}
