package dev.colloquy.instance.security;

import java.util.Optional;

/**
 * The {@code WITH PRIVATE KEY} clause of {@code CREATE CERTIFICATE}.
 *
 * @param data               the private key in PVK format
 * @param decryptionPassword what the file is encrypted with, absent if it is not
 * @param encryptionPassword what protects the key in the database, absent for the database master key
 */
public record PrivateKeyImport(byte[] data, Optional<String> decryptionPassword, Optional<String> encryptionPassword) {
    @Override
    public String toString() {
        return "PrivateKeyImport[***]";
    }
}
