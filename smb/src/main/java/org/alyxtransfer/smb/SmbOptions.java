package org.alyxtransfer.smb;

import java.time.Duration;
import java.util.List;
import org.alyxtransfer.smb.message.Algorithms;
import org.alyxtransfer.smb.message.Dialect;

/**
 * Where a server is and what is demanded of the connection. Made by {@link #of}, changed by the {@code with} methods.
 *
 * @param lowest oldest dialect accepted
 * @param highest newest dialect offered
 * @param ciphers numbers of the ciphers offered, best first ([MS-SMB2] 2.2.3.1.2)
 * @param signatures numbers of the signing algorithms offered, best first ([MS-SMB2] 2.2.3.1.7)
 * @param connectTimeout longest time for a TCP connection
 * @param patience longest time without an answer before a connection is given up
 * @param idle a connection on which nothing happened for so long is asked for a sign of life
 */
public record SmbOptions(
        String host,
        int port,
        Signing signing,
        Encryption encryption,
        Dialect lowest,
        Dialect highest,
        List<Integer> ciphers,
        List<Integer> signatures,
        Duration connectTimeout,
        Duration patience,
        Duration idle) {
    /** When messages are signed. */
    public enum Signing {
        /** Never; a server that demands it is refused. */
        OFF,
        /** When the server demands it. */
        IF_REQUIRED,
        /** Always. */
        REQUIRED
    }

    /** When messages are encrypted. */
    public enum Encryption {
        /** When the server or the share demands it. */
        IF_REQUIRED,
        /** Always; a server that cannot is refused. */
        REQUIRED
    }

    private static final int SMB_PORT = 445;

    public SmbOptions {
        if (host.isBlank() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("an SMB server needs a host and a port from 1 to 65535");
        }
        if (!highest.isAtLeast(lowest)) {
            throw new IllegalArgumentException("the lowest dialect " + lowest + " is above the highest, " + highest);
        }
        if (connectTimeout.toMillis() < 1 || patience.toMillis() < 1 || idle.toMillis() < 1) {
            throw new IllegalArgumentException("time-outs must be at least a millisecond");
        }
        ciphers = List.copyOf(ciphers);
        signatures = List.copyOf(signatures);
    }

    /** A server with everything signed, and encrypted when it demands it. */
    public static SmbOptions of(String host) {
        return new SmbOptions(
                host,
                SMB_PORT,
                Signing.REQUIRED,
                Encryption.IF_REQUIRED,
                Dialect.SMB_2_1,
                Dialect.SMB_3_1_1,
                List.of(Algorithms.AES_128_GCM, Algorithms.AES_256_GCM, Algorithms.AES_128_CCM, Algorithms.AES_256_CCM),
                List.of(Algorithms.AES_GMAC, Algorithms.AES_CMAC),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60));
    }

    public SmbOptions withPort(int number) {
        return copy(number, signing, encryption, lowest, highest, ciphers, signatures, connectTimeout, patience, idle);
    }

    public SmbOptions with(Signing wanted) {
        return copy(port, wanted, encryption, lowest, highest, ciphers, signatures, connectTimeout, patience, idle);
    }

    public SmbOptions with(Encryption wanted) {
        return copy(port, signing, wanted, lowest, highest, ciphers, signatures, connectTimeout, patience, idle);
    }

    public SmbOptions withDialects(Dialect oldest, Dialect newest) {
        return copy(port, signing, encryption, oldest, newest, ciphers, signatures, connectTimeout, patience, idle);
    }

    public SmbOptions withCiphers(List<Integer> offered) {
        return copy(port, signing, encryption, lowest, highest, offered, signatures, connectTimeout, patience, idle);
    }

    public SmbOptions withSignatures(List<Integer> offered) {
        return copy(port, signing, encryption, lowest, highest, ciphers, offered, connectTimeout, patience, idle);
    }

    public SmbOptions withTimeouts(Duration connect, Duration answer) {
        return copy(port, signing, encryption, lowest, highest, ciphers, signatures, connect, answer, idle);
    }

    public SmbOptions withIdle(Duration longest) {
        return copy(port, signing, encryption, lowest, highest, ciphers, signatures, connectTimeout, patience, longest);
    }

    private SmbOptions copy(
            int newPort,
            Signing newSigning,
            Encryption newEncryption,
            Dialect newLowest,
            Dialect newHighest,
            List<Integer> newCiphers,
            List<Integer> newSignatures,
            Duration newConnectTimeout,
            Duration newPatience,
            Duration newIdle) {
        return new SmbOptions(
                host,
                newPort,
                newSigning,
                newEncryption,
                newLowest,
                newHighest,
                newCiphers,
                newSignatures,
                newConnectTimeout,
                newPatience,
                newIdle);
    }
}
