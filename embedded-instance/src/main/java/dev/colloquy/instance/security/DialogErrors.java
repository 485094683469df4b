package dev.colloquy.instance.security;

import dev.colloquy.instance.types.SqlError;

/** Why a dialog cannot be secured. The texts become the sender's {@code transmission_status}. */
final class DialogErrors {
    private DialogErrors() {}

    /** 9727: the dialog asks for encryption and no binding says whose certificate to use. */
    static SqlError noRemoteServiceBinding() {
        return new SqlError(
                9727,
                "Dialog security is not available for this conversation because there is no remote service binding for"
                        + " the target service. Create a remote service binding, or specify ENCRYPTION = OFF in the"
                        + " BEGIN DIALOG statement.");
    }

    /** 28050: the sending database has no master key that opens or keeps the keys. */
    static SqlError sessionKeysInaccessible() {
        return new SqlError(
                28050,
                10,
                1,
                "The session keys for this conversation could not be created or accessed. The database master key is"
                        + " required for this operation.");
    }

    /** 28054: the receiving database has no master key; 25 is the code that SQL Server shows then. */
    static SqlError masterKeyNeeded(String database) {
        return new SqlError(
                28054,
                "Service Broker needs to access the master key in the database '" + database
                        + "'. Error code:25. The master key has to exist and the service master key encryption is"
                        + " required.");
    }

    /** 9728 and 9768 in one: the certificate that secured the dialog is gone. */
    static SqlError certificateDropped() {
        return new SqlError(
                9768,
                "A database user associated with the secure conversation was dropped before credentials had been"
                        + " exchanged with the far endpoint. Avoid using DROP USER while conversations are being"
                        + " created.");
    }

    /** 28025: the certificate of the far service's owner is no longer valid. */
    static SqlError expired(int principalId) {
        return new SqlError(
                28025,
                "The security certificate bound to database principal (Id: " + principalId
                        + ") has expired. Create or install a new certificate for the database principal.");
    }

    /** 28024: the certificate of the far service's owner is not valid yet. */
    static SqlError notYetValid(int principalId) {
        return new SqlError(
                28024,
                "The security certificate bound to database principal (Id: " + principalId
                        + ") is not yet valid. Either wait for the certificate to become valid or install a"
                        + " certificate that is currently valid.");
    }

    /** The security context of a message cannot be established; {@code cause} is a sentence. */
    static SqlError noSecurityContext(String cause) {
        return new SqlError(
                9736,
                "This message could not be delivered because the security context could not be retrieved. " + cause);
    }

    /** 28062: a key exchange that cannot be read, or whose signature is wrong. */
    static SqlError invalidSignedHeader() {
        return new SqlError(
                28062, "A corrupted message has been received. The signed dialog message header is invalid.");
    }

    /** 28066: the body was not sealed by the dialog's key, or was changed on its way. */
    static SqlError corruptedMessage() {
        return new SqlError(
                28066, "A corrupted message has been received. The security dialog message header is invalid.");
    }
}
