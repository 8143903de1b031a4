package org.alyxtransfer.smb.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import org.alyxtransfer.smb.message.Command;
import org.alyxtransfer.smb.message.Header;
import reactor.core.scheduler.Schedulers;

/** A connection whose server and clock are the test; everything happens on the test's thread, when it says so. */
final class Scripted {
    private final MockTicker clock = Ticker.newMockTicker();
    final EmbeddedChannel channel = EmbeddedChannel.builder().ticker(clock).build();
    final Connection connection;

    Scripted(Duration patience) {
        connection = new Connection(channel, Schedulers.parallel(), patience, clock);
        connection.start();
    }

    /** The frame of an answer: message ids count from 0, by the credits that each request costs. */
    static ByteBuf answer(Command command, long messageId, int credits, byte... body) {
        ByteBuf frame = Unpooled.buffer();
        frame.writeInt(Header.BYTES + body.length);
        new Header(1, 0, command, credits, Header.RESPONSE | Header.SIGNED, 0, messageId, 0, 0, 0).writeTo(frame);
        return frame.writeBytes(body);
    }

    /** The body of a READ's answer with so many bytes of zeros. */
    static byte[] read(int bytes) {
        ByteBuf body = Unpooled.buffer();
        body.writeShortLE(17).writeByte(Header.BYTES + 16).writeByte(0).writeIntLE(bytes);
        byte[] all = new byte[16 + bytes];
        body.readBytes(all, 0, body.readableBytes());
        return all;
    }

    void arrives(ByteBuf bytes) {
        channel.writeInbound(bytes);
    }

    /** Lets the connection watch over itself for so long. */
    void wait(Duration time) {
        for (long millis = 0; millis < time.toMillis(); millis++) {
            clock.advanceMillis(1);
            channel.runPendingTasks();
        }
    }
}
