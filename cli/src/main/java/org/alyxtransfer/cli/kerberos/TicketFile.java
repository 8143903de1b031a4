package org.alyxtransfer.cli.kerberos;

import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whose tickets a cache holds, and until when new ones can be had with them. Reads MIT Kerberos' file format, versions 3 and 4:
 * https://web.mit.edu/kerberos/krb5-latest/doc/formats/ccache_file_format.html
 *
 * @param holder the user, {@code anna@LAB.EXAMPLE.ORG}
 * @param end of the ticket that gets others; empty where there is none
 */
public record TicketFile(String holder, Optional<Instant> end) {
    private static final int VERSION_3 = 0x0503;
    private static final int VERSION_4 = 0x0504;
    private static final int MOST_BYTES = 1 << 20; // a hundred times what a user of many servers has

    /** Blocks. Fails with an {@code IOException} also where the file is no cache, or is being written. */
    static TicketFile read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return parse(ByteBuffer.wrap(in.readNBytes(MOST_BYTES)));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new IOException("it ends in the middle, or is no ticket cache", e);
        }
    }

    private static TicketFile parse(ByteBuffer in) throws IOException {
        int version = Short.toUnsignedInt(in.getShort());
        if (version == VERSION_4) {
            skip(in, Short.toUnsignedInt(in.getShort()));
        } else if (version != VERSION_3) {
            throw new IOException("it is no ticket cache of a known format");
        }
        Principal holder = Principal.read(in);
        String granting = "krbtgt/" + holder.realm() + "@" + holder.realm();
        Instant end = Instant.MIN;
        while (in.hasRemaining()) {
            Principal client = Principal.read(in);
            Principal server = Principal.read(in);
            Instant until = restOfTicket(in, version);
            if (client.equals(holder) && server.toString().equals(granting) && until.isAfter(end)) {
                end = until;
            }
        }
        return new TicketFile(holder.toString(), end.equals(Instant.MIN) ? Optional.empty() : Optional.of(end));
    }

    /** Key, times, flags, addresses, authorizations, and the sealed ticket twice. */
    private static Instant restOfTicket(ByteBuffer in, int version) {
        skip(in, version == VERSION_3 ? 2 * Short.BYTES : Short.BYTES);
        skipBlock(in);
        skip(in, 2 * Integer.BYTES);
        Instant end = Instant.ofEpochSecond(Integer.toUnsignedLong(in.getInt()));
        skip(in, Integer.BYTES + 1 + Integer.BYTES);
        skipTyped(in);
        skipTyped(in);
        skipBlock(in);
        skipBlock(in);
        return end;
    }

    private static void skipTyped(ByteBuffer in) {
        for (int left = in.getInt(); left > 0; left--) {
            skip(in, Short.BYTES);
            skipBlock(in);
        }
    }

    private static void skipBlock(ByteBuffer in) {
        skip(in, in.getInt());
    }

    private static void skip(ByteBuffer in, int bytes) {
        in.position(Math.addExact(in.position(), checked(in, bytes)));
    }

    private static int checked(ByteBuffer in, int bytes) {
        if (bytes < 0 || bytes > in.remaining()) {
            throw new BufferUnderflowException();
        }
        return bytes;
    }

    /** A user or service. */
    private record Principal(List<String> parts, String realm) {
        static Principal read(ByteBuffer in) {
            skip(in, Integer.BYTES); // its kind
            int parts = checked(in, in.getInt());
            String realm = text(in);
            List<String> names = new ArrayList<>();
            for (int i = 0; i < parts; i++) {
                names.add(text(in));
            }
            return new Principal(names, realm);
        }

        private static String text(ByteBuffer in) {
            byte[] bytes = new byte[checked(in, in.getInt())];
            in.get(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return String.join("/", parts) + "@" + realm;
        }
    }
}
