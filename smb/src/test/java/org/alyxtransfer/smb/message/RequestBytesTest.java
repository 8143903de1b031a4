package org.alyxtransfer.smb.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests byte by byte, against what smbclient sends for the same and against the documents where it doesn't. */
class RequestBytesTest {
    @Test
    void negotiateIsSmbclients() {
        ByteBuf captured = Captured.message("negotiate-3.1.1-request");
        NegotiateRequest request = new NegotiateRequest(
                SecurityMode.SIGNING_ENABLED,
                0x7F,
                ByteBufUtil.getBytes(captured, 76, 16),
                List.of(Dialect.values()),
                ByteBufUtil.getBytes(captured, 126, 32),
                List.of(2, 1, 4, 3),
                List.of(2, 1, 0));
        // smbclient adds a fourth context with the server's name, which says nothing that matters
        byte[] expected = Arrays.copyOf(Captured.body("negotiate-3.1.1-request"), 136);
        expected[32] = 3;
        expected[2] = 4; // and offers SMB 2.0.2 too
        System.arraycopy(HexFormat.of().parseHex("10020003020311030000"), 0, expected, 36, 10);

        assertThat(body(request)).isEqualTo(expected);
    }

    @Test
    void negotiateWithout311HasNoContexts() {
        ByteBuf captured = Captured.message("negotiate-3.0.2-request");
        NegotiateRequest request = new NegotiateRequest(
                1,
                0x7F,
                ByteBufUtil.getBytes(captured, 76, 16),
                List.of(Dialect.SMB_3_0_2),
                new byte[32],
                List.of(1),
                List.of(1));

        assertThat(body(request)).isEqualTo(Captured.body("negotiate-3.0.2-request"));
    }

    @Test
    void negotiateLeavesOutContextsThatOfferNothing() {
        byte[] body = body(new NegotiateRequest(
                1, 0, new byte[16], List.of(Dialect.SMB_3_1_1), new byte[32], List.of(), List.of()));

        assertThat(HexFormat.of().formatHex(body, 28, 48))
                .isEqualTo("68000000" + "0100" + "0000" + "1103" + "0000" + "01002600" + "00000000");
        assertThat(body).hasSize(40 + 8 + 38);
    }

    @Test
    void sessionSetup() {
        assertThat(hex(new SessionSetupRequest(2, 1, new byte[] {1, 2, 3}, 0x1122334455667788L)))
                .isEqualTo("1900" + "00" + "02" + "01000000" + "00000000" + "5800" + "0300" + "8877665544332211"
                        + "010203");
        assertThat(hex(new SessionSetupRequest(1, 0, new byte[0], 0)))
                .hasSize(50)
                .endsWith("58000000" + "00".repeat(9));
    }

    @Test
    void treeConnectIsSmbclients() {
        assertThat(body(new TreeConnectRequest("\\\\127.0.0.1\\data")))
                .isEqualTo(Captured.body("tree-connect-request"));
    }

    @Test
    void createIsSmbclients() {
        byte[] expected = Captured.body("create-request");

        assertThat(body(new CreateRequest(
                        0x12019F, 0, ShareAccess.READ | ShareAccess.WRITE, Disposition.OVERWRITE_IF, 0x40, "b.txt")))
                .isEqualTo(Arrays.copyOf(expected, 66)); // smbclient ends the name with a zero of two bytes
    }

    @Test
    void createOfTheRootHasAnEmptyNameAndAByteOfPadding() {
        assertThat(body(new CreateRequest(
                        Access.LIST_DIRECTORY | Access.READ_ATTRIBUTES,
                        FileAttributes.DIRECTORY,
                        ShareAccess.READ | ShareAccess.WRITE,
                        Disposition.OPEN,
                        CreateOptions.DIRECTORY,
                        "")))
                .isEqualTo(Captured.body("create-root-request"));
    }

    @Test
    void closeIsSmbclients() {
        assertThat(body(new CloseRequest(idAt("close-request", 72), false))).isEqualTo(Captured.body("close-request"));
        assertThat(hex(new CloseRequest(FileId.RELATED, true)))
                .isEqualTo("1800" + "0100" + "00000000" + "ff".repeat(16));
    }

    @Test
    void flush() {
        assertThat(hex(new FlushRequest(new FileId(1, 2))))
                .isEqualTo("1800" + "0000" + "00000000" + "0100000000000000" + "0200000000000000");
    }

    @Test
    void readIsSmbclientsButForWhereTheDataAreWanted() {
        byte[] expected = Captured.body("read-request");
        expected[2] = 80;

        assertThat(body(new ReadRequest(idAt("read-request", 80), 0, 3))).isEqualTo(expected);
    }

    @Test
    void writeIsSmbclientsWithoutThePayload() {
        assertThat(body(new WriteRequest(idAt("write-request", 80), 0, 3)))
                .isEqualTo(Arrays.copyOf(Captured.body("write-request"), 48));
    }

    @Test
    void aQueryNamesItsClass() {
        assertThat(hex(QueryInfoRequest.fullSize(FileId.RELATED))).startsWith("2900" + "02" + "07" + "20000000");
        assertThat(hex(QueryInfoRequest.times(FileId.RELATED))).startsWith("2900" + "01" + "04" + "28000000");
    }

    @Test
    void renameIsSmbclients() {
        assertThat(body(SetInfoRequest.rename(idAt("rename-request", 80), "c.txt", false)))
                .isEqualTo(Captured.body("rename-request"));
    }

    @Test
    void renameToAShortNameHasTheWholeStructure() {
        assertThat(hex(SetInfoRequest.rename(FileId.RELATED, "a", true)))
                .isEqualTo("2100" + "01" + "0a" + "18000000" + "6000" + "0000" + "00000000" + "ff".repeat(16) + "01"
                        + "00".repeat(15) + "02000000" + "6100" + "0000");
    }

    @Test
    void deleteIsSmbclients() {
        assertThat(body(SetInfoRequest.delete(idAt("delete-request", 80), true)))
                .isEqualTo(Captured.body("delete-request"));
    }

    @Test
    void timesAreSmbclientsInTheirOwnPlace() {
        byte[] captured = Captured.body("times-request"); // sets the creation time
        byte[] expected = captured.clone();
        Arrays.fill(expected, 32, 40, (byte) 0);
        System.arraycopy(captured, 32, expected, 48, 8);
        long time = Captured.message("times-request").getLongLE(96);

        assertThat(body(SetInfoRequest.times(idAt("times-request", 80), time))).isEqualTo(expected);
    }

    @Test
    void aTimeOfCreationIsSmbclients() {
        long time = Captured.message("times-request").getLongLE(96);

        assertThat(body(SetInfoRequest.created(idAt("times-request", 80), time)))
                .isEqualTo(Captured.body("times-request"));
    }

    @Test
    void attributes() {
        assertThat(hex(SetInfoRequest.attributes(FileId.RELATED, FileAttributes.ARCHIVE)))
                .isEqualTo("2100" + "01" + "04" + "28000000" + "6000" + "0000" + "00000000" + "ff".repeat(16)
                        + "00".repeat(32) + "20000000" + "00000000");
    }

    @Test
    void sizes() {
        assertThat(hex(SetInfoRequest.endOfFile(FileId.RELATED, 0x10_0000_0001L)))
                .startsWith("2100" + "01" + "14" + "08000000")
                .endsWith("0100000010000000");
        assertThat(hex(SetInfoRequest.allocation(FileId.RELATED, 5))).startsWith("2100" + "01" + "13");
    }

    @Test
    void queryDirectory() {
        assertThat(hex(new QueryDirectoryRequest(FileId.RELATED, true, "*", 65536)))
                .isEqualTo("2100" + "01" + "01" + "00000000" + "ff".repeat(16) + "6000" + "0200" + "00000100" + "2a00");
    }

    @Test
    void changeNotifyIsSmbclients() {
        assertThat(body(new ChangeNotifyRequest(idAt("notify-request", 72), 0xFFF, true, 1000)))
                .isEqualTo(Captured.body("notify-request"));
    }

    @Test
    void validateNegotiateIsSmbclients() {
        byte[] guid = ByteBufUtil.getBytes(Captured.message("negotiate-3.0.2-request"), 76, 16);

        byte[] expected = Captured.body("validate-request");
        expected[36] = 0; // where output would be if a request had any

        assertThat(body(ValidateNegotiate.request(0x7F, guid, 1, List.of(Dialect.SMB_3_0_2))))
                .isEqualTo(expected);
    }

    @Test
    void theShortOnes() {
        assertThat(body(new EchoRequest())).isEqualTo(Captured.body("echo-request"));
        assertThat(hex(new LogoffRequest())).isEqualTo("04000000");
        assertThat(hex(new CancelRequest())).isEqualTo("04000000");
    }

    private static FileId idAt(String captured, int offset) {
        ByteBuf message = Captured.message(captured);
        return new FileId(message.getLongLE(offset), message.getLongLE(offset + 8));
    }

    private static String hex(Request request) {
        return HexFormat.of().formatHex(body(request));
    }

    private static byte[] body(Request request) {
        ByteBuf out = Unpooled.buffer().writeZero(5 + Header.BYTES); // not at the buffer's beginning
        request.writeTo(out);
        byte[] body = ByteBufUtil.getBytes(out, 5 + Header.BYTES, out.writerIndex() - 5 - Header.BYTES);
        assertThat(request.bodyBytes()).as("bodyBytes of " + request).isEqualTo(body.length);
        return body;
    }
}
