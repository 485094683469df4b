package dev.colloquy.instance.catalog.views;

import dev.colloquy.instance.security.Certificate;
import dev.colloquy.instance.security.MasterKeys;
import dev.colloquy.instance.security.Principal;
import dev.colloquy.instance.security.Securable;
import dev.colloquy.instance.types.SqlType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/** {@code sys.certificates} and {@code sys.symmetric_keys}. */
final class KeyViews implements ViewFamily {
    private static final SqlType DESCRIPTION = Types.DESCRIPTION;
    private static final byte[] CERTIFICATE_SID = HexFormat.of().parseHex("010600000000000901000000");
    private static final int MASTER_KEY_BITS = 256;

    private static final List<String> NAMES = List.of("certificates", "symmetric_keys");

    private final Sources sources;

    KeyViews(Sources sources) {
        this.sources = sources;
    }

    @Override
    public List<String> names() {
        return NAMES;
    }

    @Override
    public View<?> build(String name) {
        return switch (name) {
            case "certificates" -> certificates();
            case "symmetric_keys" -> symmetricKeys();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private Stream<Certificate> visibleCertificates(ViewScope scope) {
        Visibility visibility = sources.visibility(scope);
        return sources.security().certificates().all(scope.databaseId()).stream()
                .filter(certificate -> visibility.sees(
                        new Securable(Securable.CERTIFICATE, certificate.databaseId(), certificate.id()),
                        certificate.ownerId()));
    }

    private View<?> certificates() {
        return View.<Certificate>of(this::visibleCertificates)
                .column("name", SqlType.SYSNAME, Certificate::name)
                .column("certificate_id", SqlType.INT, Certificate::id)
                .nullable("principal_id", SqlType.INT, Certificate::ownerId)
                .column(
                        "pvt_key_encryption_type",
                        Types.CODE,
                        row -> row.protection().code())
                .nullable(
                        "pvt_key_encryption_type_desc",
                        DESCRIPTION,
                        row -> row.protection().description())
                .nullable("is_active_for_begin_dialog", SqlType.BIT, Certificate::activeForBeginDialog)
                .nullable(
                        "issuer_name",
                        SqlType.nvarchar(442),
                        row -> text(row.x509().getIssuerX500Principal()))
                .nullable("cert_serial_number", SqlType.nvarchar(64), KeyViews::serialNumber)
                .nullable("sid", Types.SID, KeyViews::sid)
                .nullable("string_sid", SqlType.nvarchar(128), KeyViews::stringSid)
                .nullable(
                        "subject",
                        SqlType.nvarchar(4000),
                        row -> text(row.x509().getSubjectX500Principal()))
                .nullable("expiry_date", SqlType.DATETIME, Certificate::expiry)
                .nullable("start_date", SqlType.DATETIME, Certificate::start)
                .column("thumbprint", SqlType.varbinary(32), Certificate::thumbprint)
                .nulls(SqlType.nvarchar(260), "attested_by")
                .nulls(SqlType.DATETIME, "pvt_key_last_backup_date");
    }

    /** The values of a name without their types, as SQL Server shows it: {@code A subject} for {@code CN=A subject}. */
    private static String text(X500Principal name) {
        try {
            List<Rdn> parts = new LdapName(name.getName()).getRdns();
            return parts.stream().map(part -> part.getValue().toString()).collect(Collectors.joining(", "));
        } catch (InvalidNameException e) {
            return name.getName();
        }
    }

    /** Pairs of hexadecimal digits. */
    private static String serialNumber(Certificate certificate) {
        return HexFormat.ofDelimiter(" ")
                .formatHex(certificate.x509().getSerialNumber().toByteArray());
    }

    private static byte[] sid(Certificate certificate) {
        byte[] thumbprint = certificate.thumbprint();
        return ByteBuffer.allocate(CERTIFICATE_SID.length + thumbprint.length)
                .put(CERTIFICATE_SID)
                .put(thumbprint)
                .array();
    }

    private static String stringSid(Certificate certificate) {
        ByteBuffer thumbprint = ByteBuffer.wrap(certificate.thumbprint()).order(ByteOrder.LITTLE_ENDIAN);
        StringBuilder text = new StringBuilder("S-1-9-1");
        while (thumbprint.remaining() >= Integer.BYTES) {
            text.append('-').append(Integer.toUnsignedString(thumbprint.getInt()));
        }
        return text.toString();
    }

    private record MasterKey(LocalDateTime created, UUID guid) {}

    private Stream<MasterKey> masterKey(ViewScope scope) {
        if (!sources.visibility(scope).everything()) {
            return Stream.empty();
        }
        MasterKeys keys = sources.security().masterKeys();
        return keys.created(scope.databaseId()).stream()
                .map(created ->
                        new MasterKey(created, keys.guid(scope.databaseId()).orElseThrow()));
    }

    private View<?> symmetricKeys() {
        return View.<MasterKey>of(this::masterKey)
                .constant("name", SqlType.SYSNAME, "##MS_DatabaseMasterKey##")
                .constant("principal_id", SqlType.INT, Principal.DBO)
                .constant("symmetric_key_id", SqlType.INT, MasterKeys.SYMMETRIC_KEY_ID)
                .constant("key_length", SqlType.INT, MASTER_KEY_BITS)
                .constant("key_algorithm", Types.CODE, "A3")
                .constant("algorithm_desc", DESCRIPTION, "AES_256")
                .column("create_date", SqlType.DATETIME, MasterKey::created)
                .column("modify_date", SqlType.DATETIME, MasterKey::created)
                .nullable("key_guid", SqlType.UNIQUEIDENTIFIER, MasterKey::guid)
                .nulls(SqlType.SQL_VARIANT, "key_thumbprint")
                .nulls(SqlType.nvarchar(60), "provider_type")
                .nulls(SqlType.UNIQUEIDENTIFIER, "cryptographic_provider_guid")
                .nulls(SqlType.SQL_VARIANT, "cryptographic_provider_algid");
    }
}
