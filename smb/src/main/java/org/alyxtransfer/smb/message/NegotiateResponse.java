package org.alyxtransfer.smb.message;

import static org.alyxtransfer.smb.message.Fields.BODY;

import io.netty.buffer.ByteBuf;

/**
 * The server's choice of dialect and algorithms, and its limits (2.2.4).
 *
 * @param maxTransact      bytes; like the two after it at least 4,096, at most {@link Integer#MAX_VALUE}
 * @param token            the server's first security token; may be empty
 * @param hasPreauth       whether 3.1.1's pre-authentication integrity was agreed, always with SHA-512
 * @param cipher           of {@link Algorithms}; 0 for none
 * @param signingAlgorithm of {@link Algorithms}; -1 if the server didn't say
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way to or from a buffer; nobody compares them
public record NegotiateResponse(
        int securityMode,
        Dialect dialect,
        byte[] serverGuid,
        int capabilities,
        int maxTransact,
        int maxRead,
        int maxWrite,
        byte[] token,
        boolean hasPreauth,
        int cipher,
        int signingAlgorithm) {
    private static final int LEAST_MAXIMUM = 4_096; // with less not even a long name could be listed

    public static NegotiateResponse read(ByteBuf message) {
        Fields fields = Fields.ofResponse(message, Command.NEGOTIATE, 65);
        Dialect dialect = Dialect.of(fields.uint16(BODY + 4, "dialect"));
        Fields token = fields.variable(
                fields.uint16(BODY + 56, "security buffer offset"),
                fields.uint16(BODY + 58, "security buffer length"),
                "security buffer");
        NegotiateContexts.Choice choice = dialect == Dialect.SMB_3_1_1
                ? NegotiateContexts.Choice.read(
                        fields,
                        fields.uint32(BODY + 60, "negotiate context offset"),
                        fields.uint16(BODY + 6, "negotiate context count"))
                : new NegotiateContexts.Choice();
        return new NegotiateResponse(
                fields.uint16(BODY + 2, "security mode"),
                dialect,
                fields.bytes(BODY + 8, 16, "server GUID"),
                fields.int32(BODY + 24, "capabilities"),
                maximum(fields, BODY + 28, "largest transaction"),
                maximum(fields, BODY + 32, "largest read"),
                maximum(fields, BODY + 36, "largest write"),
                token.bytes(),
                choice.hasPreauth,
                choice.cipher,
                choice.signingAlgorithm);
    }

    private static int maximum(Fields fields, int at, String field) {
        long value = fields.uint32(at, field);
        if (value < LEAST_MAXIMUM) {
            throw fields.malformed(field, "is " + value + " bytes, fewer than any server takes");
        }
        return (int) Math.min(value, Integer.MAX_VALUE);
    }
}
