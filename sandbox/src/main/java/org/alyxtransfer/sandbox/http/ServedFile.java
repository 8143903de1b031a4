package org.alyxtransfer.sandbox.http;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** An open file and what it looked like when it was opened. */
record ServedFile(FileChannel channel, long size, Instant modified) {
    // not RFC_1123_DATE_TIME: that writes days below ten with one digit, HTTP wants two (RFC 9110 section 5.6.7)
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    /** Opens a regular file below a folder, not through links that lead out of it; off the event loops. */
    static Mono<ServedFile> open(Path root, RequestPath path) {
        return Mono.fromCallable(() -> openBlocking(root, path)).subscribeOn(Schedulers.boundedElastic());
    }

    private static ServedFile openBlocking(Path root, RequestPath path) throws IOException {
        Path file = locate(root, path).toRealPath();
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (!file.startsWith(root) || !attributes.isRegularFile()) { // a named pipe would block for ever
            throw new FileNotFoundException(path.toString());
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        return new ServedFile(
                channel, attributes.size(), attributes.lastModifiedTime().toInstant());
    }

    private static Path locate(Path root, RequestPath path) throws FileNotFoundException {
        try {
            return root.resolve(String.join("/", path.names()));
        } catch (InvalidPathException e) {
            throw new FileNotFoundException(path.toString());
        }
    }

    /** A strong validator: it changes with size or time. A shift stands for so many changes that did not happen. */
    String etag(long shift) {
        long nanos = Math.addExact(Math.multiplyExact(modified.getEpochSecond(), 1_000_000_000L), modified.getNano());
        return String.format("\"%x-%x\"", nanos + shift, size);
    }

    String lastModified(long shift) {
        return HTTP_DATE.format(modified.plusSeconds(shift));
    }

    /** Up to this many bytes; fewer at the end. Off the event loops. */
    Mono<byte[]> read(long offset, int length) {
        return Mono.fromCallable(() -> readBlocking(offset, length)).subscribeOn(Schedulers.boundedElastic());
    }

    private byte[] readBlocking(long offset, int length) throws IOException {
        var buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) > 0) {}
        byte[] bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }

    Mono<Void> close() {
        return Mono.<Void>fromCallable(() -> {
                    channel.close();
                    return null;
                })
                .subscribeOn(Schedulers.boundedElastic());
    }
}
