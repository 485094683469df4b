package dev.colloquy.instance.security;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlInfo;

/** Errors of this room with the numbers and texts of {@code sys.messages}. */
final class SecurityErrors {
    private SecurityErrors() {}

    static SqlError userExists(String name) {
        return new SqlError(15023, "User, group, or role '" + name + "' already exists in the current database.");
    }

    static SqlError loginExists(String name) {
        return new SqlError(15025, "The server principal '" + name + "' already exists.");
    }

    static SqlError loginHasUser() {
        return new SqlError(15063, "The login already has an account under a different user name.");
    }

    static SqlError invalidName(String name) {
        return new SqlError(15006, "'" + name + "' is not a valid name because it contains invalid characters.");
    }

    static SqlError publicMembership() {
        return new SqlError(15081, "Membership of the public role cannot be changed.");
    }

    static SqlError specialPrincipal(String name) {
        return new SqlError(15405, "Cannot use the special principal '" + name + "'.");
    }

    static SqlError circularMembership() {
        return new SqlError(15413, 11, 1, "Cannot make a role a member of itself.");
    }

    /** 15150: a fixed principal is to be dropped. */
    static SqlError cannotDrop(String kind, String name) {
        return new SqlError(15150, "Cannot drop the " + kind + " '" + name + "'.");
    }

    static SqlError ownsSomething(String kind) {
        return new SqlError(
                15138, "The database principal owns a " + kind + " in the database, and cannot be dropped.");
    }

    static SqlError roleHasMembers() {
        return new SqlError(15144, "The role has members. It must be empty before it can be dropped.");
    }

    static SqlError loginOwnsDatabase(String name) {
        return new SqlError(
                15174,
                "Login '" + name
                        + "' owns one or more database(s). Change the owner of the database(s) before dropping the login.");
    }

    static SqlError specialRole() {
        return new SqlError(4617, "Cannot grant, deny or revoke permissions to or from special roles.");
    }

    static SqlError connectToRole() {
        return new SqlError(
                4627, "Cannot grant, deny, or revoke the connect database permission to roles and application roles.");
    }

    /** 4624, which SQL Server sends as information: the statement goes on and changes nothing. */
    static SqlInfo unchangeableGrantee() {
        return new SqlInfo(
                4624,
                1,
                0,
                "Cannot grant, deny, or revoke permissions to sa, dbo, entity owner, information_schema, sys, or"
                        + " yourself.",
                0);
    }

    static SqlError masterKeyExists() {
        return new SqlError(
                15578,
                "There is already a master key in the database. Please drop it before performing this statement.");
    }

    static SqlError masterKeyMissing() {
        return new SqlError(
                15581,
                "Please create a master key in the database or open the master key in the session"
                        + " before performing this operation.");
    }

    static SqlError masterKeyInUse(String certificate) {
        return new SqlError(
                15580, "Cannot drop master key because certificate '" + certificate + "' is encrypted by it.");
    }

    static SqlError certificateExists(String name) {
        return new SqlError(
                15232,
                "A certificate with name '" + name
                        + "' already exists or this certificate already has been added to the database.");
    }

    static SqlError invalidSubject(int longest) {
        return new SqlError(
                15212,
                "Invalid certificate subject. The certificate subject must have between 1 and " + longest
                        + " characters.");
    }

    static SqlError invalidCertificateData() {
        return new SqlError(15297, "The certificate, asymmetric key, or private key data is invalid.");
    }

    static SqlError invalidKeyPassword() {
        return new SqlError(15465, "The private key password is invalid.");
    }

    static SqlError keyDoesNotMatch() {
        return new SqlError(15298, "The private key does not match the public key of the certificate.");
    }

    static SqlError certificateOwner() {
        return new SqlError(
                15353,
                "An entity of type certificate cannot be owned by a role, a group, an approle, or"
                        + " by principals mapped to certificates or asymmetric keys.");
    }

    static SqlError noCertificate(int principalId) {
        return new SqlError(
                9731,
                "Dialog security is unavailable for this conversation because there is no security"
                        + " certificate bound to the database principal (Id: " + principalId
                        + "). Either create a certificate"
                        + " for the principal, or specify ENCRYPTION = OFF when beginning the conversation.");
    }

    static SqlError noPrivateKey(int principalId) {
        return new SqlError(
                9733,
                "There is no private key for the security certificate bound to database principal"
                        + " (Id: " + principalId + "). The certificate may have been created or installed incorrectly."
                        + " Reinstall the certificate, or create a new certificate.");
    }

    static SqlError privateKeyHasPassword(int principalId) {
        return new SqlError(
                9737,
                "The private key for the security certificate bound to the database principal (ID "
                        + principalId
                        + ") is password protected. Password protected private keys are not supported for use"
                        + " with secure dialogs.");
    }

    static SqlError certificateInactive(int principalId) {
        return new SqlError(
                9767,
                "The security certificate bound to database principal (Id: " + principalId
                        + ") has been disabled for use with BEGIN DIALOG. See the Books Online topics \"Certificates and"
                        + " Service Broker\" for an overview and \"ALTER CERTIFICATE (Transact-SQL)\" for syntax to make a"
                        + " certificate ACTIVE FOR BEGIN_DIALOG.");
    }

    static SqlError certificateNotYetValid(int principalId) {
        return new SqlError(
                28024,
                "The security certificate bound to database principal (Id: " + principalId
                        + ") is not yet valid. Either wait for the certificate to become valid or install a certificate that"
                        + " is currently valid.");
    }

    static SqlError certificateExpired(int principalId) {
        return new SqlError(
                28025,
                "The security certificate bound to database principal (Id: " + principalId
                        + ") has expired. Create or install a new certificate for the database principal.");
    }
}
