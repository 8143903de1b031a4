package org.alyxtransfer.cli.kerberos;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Writes ticket caches as MIT Kerberos does, with tickets that open nothing. */
final class CacheFile {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);
    private final int version;
    private final String realm;
    private final String user;

    CacheFile(int version, String realm, String user) {
        this.version = version;
        this.realm = realm;
        this.user = user;
        write(() -> {
            out.writeShort(version);
            if (version == 0x0504) {
                out.writeShort(12); // one field: how far the clock of the centre is ahead
                out.writeShort(1);
                out.writeShort(8);
                out.writeLong(0);
            }
            principal(realm, user);
        });
    }

    CacheFile with(Instant end, String serverRealm, String... server) {
        write(() -> {
            principal(realm, user);
            principal(serverRealm, server);
            out.writeShort(18);
            if (version == 0x0503) {
                out.writeShort(18);
            }
            block(new byte[32]);
            out.writeInt(0);
            out.writeInt(0);
            out.writeInt((int) end.getEpochSecond());
            out.writeInt(0);
            out.writeByte(0);
            out.writeInt(0);
            out.writeInt(1); // an address
            out.writeShort(2);
            block(new byte[4]);
            out.writeInt(0); // no authorization
            block(new byte[100]);
            block(new byte[0]);
        });
        return this;
    }

    CacheFile withTicket(Instant end) {
        return with(end, realm, "krbtgt", realm);
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    private void principal(String ofRealm, String... parts) throws IOException {
        out.writeInt(1);
        out.writeInt(parts.length);
        block(ofRealm.getBytes(StandardCharsets.UTF_8));
        for (String part : parts) {
            block(part.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void block(byte[] content) throws IOException {
        out.writeInt(content.length);
        out.write(content);
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static void write(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
