package org.alyxtransfer.storage.http;

import java.util.function.UnaryOperator;
import org.alyxtransfer.storage.http.RawServer.Reply;

/** A file of several chunks, and the answers of servers that serve it, well or not. */
abstract class ScriptedServers extends HttpReading {
    static final byte[] CONTENT = bytes(450_000);

    /** A good server whose answers to all but the first range are spoiled. */
    RawServer midway(UnaryOperator<Reply> spoil) {
        return server(request -> request.hasRange() && request.first() == 0
                ? RawServer.well(request, CONTENT)
                : spoil.apply(RawServer.well(request, CONTENT)));
    }

    static Reply whole(String validator) {
        return Reply.of("HTTP/1.1 200 OK", "Content-Length: " + CONTENT.length, validator)
                .with(CONTENT);
    }

    static Reply chunked(byte[] content) {
        byte[] start =
                (Integer.toHexString(content.length) + "\r\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] end = "\r\n0\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] all = java.util.Arrays.copyOf(start, start.length + content.length + end.length);
        System.arraycopy(content, 0, all, start.length, content.length);
        System.arraycopy(end, 0, all, start.length + content.length, end.length);
        return Reply.of("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "ETag: \"one\"")
                .with(all);
    }

    static byte[] part(int offset, int length) {
        return java.util.Arrays.copyOfRange(CONTENT, offset, offset + length);
    }
}
