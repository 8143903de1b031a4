package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every response decoder, each with an honest answer to begin from. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Decoder(String name, byte[] honest, Read read) {
    /** Decodes one message. */
    interface Read {
        Object from(ByteBuf message);
    }

    static Map<String, Decoder> all() {
        Map<String, Decoder> all = new LinkedHashMap<>();
        captured(all, "negotiate-3.1.1-response", NegotiateResponse::read);
        captured(all, "negotiate-3.0.2-response", NegotiateResponse::read);
        captured(all, "session-setup-response", SessionSetupResponse::read);
        captured(all, "tree-connect-response", TreeConnectResponse::read);
        captured(all, "create-response", CreateResponse::read);
        captured(all, "close-response", CloseResponse::read);
        captured(all, "read-response", message -> ReadResponse.read(message, message.readableBytes()));
        captured(all, "write-response", WriteResponse::read);
        captured(all, "validate-response", message -> ValidateNegotiate.read(IoctlResponse.read(message)));
        captured(all, "notify-renamed-response", ChangeNotifyResponse::read);
        built(all, "directory", Answers.directory(), QueryDirectoryResponse::read);
        built(all, "volume", Answers.volume(), VolumeSize::read);
        built(all, "basic-information", Answers.basicInformation(), FileTimes::ofBasicInformation);
        built(all, "oplock-break", Answers.oplockBreak(), Break::read);
        built(all, "lease-break", Answers.leaseBreak(), Break::read);
        return all;
    }

    private static void captured(Map<String, Decoder> all, String name, Read read) {
        all.put(name, new Decoder(name, Captured.bytes(name), read));
    }

    private static void built(Map<String, Decoder> all, String name, Answer answer, Read read) {
        byte[] honest = new byte[answer.bytes().readableBytes()];
        answer.bytes().getBytes(0, honest);
        all.put(name, new Decoder(name, honest, read));
    }
}
