package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;
import java.util.List;

/** The contexts that 3.1.1 adds to NEGOTIATE (2.2.3.1, 2.2.4.1), each beginning at a multiple of 8. */
final class NegotiateContexts {
    private static final int PREAUTH = 0x0001;
    private static final int ENCRYPTION = 0x0002;
    private static final int SIGNING = 0x0008;
    private static final int HEADER = 8;

    private NegotiateContexts() {}

    static int aligned(int position) {
        return (position + 7) & ~7;
    }

    /** What the client offers. */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way to or from a buffer; nobody compares them
    record Offer(byte[] salt, List<Integer> ciphers, List<Integer> signingAlgorithms) {
        int count() {
            return 1 + (ciphers.isEmpty() ? 0 : 1) + (signingAlgorithms.isEmpty() ? 0 : 1);
        }

        int bytes() {
            int end = HEADER + 6 + salt.length;
            for (List<Integer> algorithms : List.of(ciphers, signingAlgorithms)) {
                end = algorithms.isEmpty() ? end : aligned(end) + HEADER + 2 + 2 * algorithms.size();
            }
            return end;
        }

        void writeTo(ByteBuf out) {
            int start = out.writerIndex();
            writeHeader(PREAUTH, 6 + salt.length, out);
            out.writeShortLE(1);
            out.writeShortLE(salt.length);
            out.writeShortLE(Algorithms.SHA_512);
            out.writeBytes(salt);
            writeList(ENCRYPTION, ciphers, start, out);
            writeList(SIGNING, signingAlgorithms, start, out);
        }

        private static void writeList(int type, List<Integer> algorithms, int start, ByteBuf out) {
            if (algorithms.isEmpty()) {
                return;
            }
            int written = out.writerIndex() - start;
            out.writeZero(aligned(written) - written);
            writeHeader(type, 2 + 2 * algorithms.size(), out);
            out.writeShortLE(algorithms.size());
            algorithms.forEach(out::writeShortLE);
        }

        private static void writeHeader(int type, int length, ByteBuf out) {
            out.writeShortLE(type);
            out.writeShortLE(length);
            out.writeIntLE(0);
        }
    }

    /** What the server chose: cipher 0 for none in common, signing algorithm -1 if it didn't say. */
    static final class Choice {
        boolean hasPreauth;
        int cipher;
        int signingAlgorithm = -1;
        private int seen;

        /** Contexts of kinds that weren't offered are skipped. */
        static Choice read(Fields response, long offset, int count) {
            Choice choice = new Choice();
            long at = offset;
            for (int i = 0; i < count; i++) {
                Fields header = response.variable(at, HEADER, "negotiate context");
                int length = header.uint16(2, "negotiate context length");
                Fields content = response.part(at + HEADER, length, "negotiate context");
                choice.take(header.uint16(0, "negotiate context type"), content);
                at = (at + HEADER + length + 7) & ~7L;
            }
            return choice;
        }

        private void take(int type, Fields content) {
            switch (type) {
                case PREAUTH -> {
                    once(type, content);
                    only("hash algorithm", content, 4, Algorithms.SHA_512, Algorithms.SHA_512);
                    int salt = content.uint16(2, "salt length");
                    content.part(6, salt, "salt");
                    hasPreauth = true;
                }
                case ENCRYPTION -> {
                    once(type, content);
                    cipher = only("cipher", content, 2, 0, Algorithms.AES_256_GCM);
                }
                case SIGNING -> {
                    once(type, content);
                    signingAlgorithm =
                            only("signing algorithm", content, 2, Algorithms.HMAC_SHA256, Algorithms.AES_GMAC);
                }
                default -> {}
            }
        }

        private void once(int type, Fields content) {
            if ((seen & 1 << type) != 0) {
                throw content.malformed("negotiate context " + type, "comes twice");
            }
            seen |= 1 << type;
        }

        private static int only(String what, Fields content, int at, int lowest, int highest) {
            content.expect16(0, 1, what + " count");
            int chosen = content.uint16(at, what);
            if (chosen < lowest || chosen > highest) {
                throw content.malformed(what, "is " + chosen + ", which wasn't offered");
            }
            return chosen;
        }
    }
}
