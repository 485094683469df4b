package dev.colloquy.instance.security;

/** What protects the private key of a certificate: pvt_key_encryption_type of {@code sys.certificates}. */
public enum KeyProtection {
    NONE("NA", "NO_PRIVATE_KEY"),
    MASTER_KEY("MK", "ENCRYPTED_BY_MASTER_KEY"),
    PASSWORD("PW", "ENCRYPTED_BY_PASSWORD");

    private final String code;
    private final String description;

    KeyProtection(String code, String description) {
        this.code = code;
        this.description = description;
    }

    public String code() {
        return code;
    }

    public String description() {
        return description;
    }
}
