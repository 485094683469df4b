package dev.colloquy.instance.broker;

/** How much an endpoint insists on encryption. */
public enum EncryptionMode {
    DISABLED,
    SUPPORTED,
    REQUIRED
}
