package org.alyxtransfer.smb.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What smbd answered, and what it means. */
class CapturedResponsesTest {
    @Test
    void negotiate311() {
        NegotiateResponse response = NegotiateResponse.read(Captured.message("negotiate-3.1.1-response"));

        assertThat(response.dialect()).isEqualTo(Dialect.SMB_3_1_1);
        assertThat(response.securityMode()).isEqualTo(SecurityMode.SIGNING_ENABLED);
        assertThat(response.capabilities())
                .isEqualTo(
                        Capabilities.DFS | Capabilities.LEASING | Capabilities.LARGE_MTU | Capabilities.MULTI_CHANNEL);
        assertThat(List.of(response.maxTransact(), response.maxRead(), response.maxWrite()))
                .containsOnly(8 << 20);
        assertThat(response.serverGuid()).startsWith('v', 'm').hasSize(16);
        assertThat(response.token()).hasSize(74).startsWith(0x60, 0x48, 0x06, 0x06);
        assertThat(response.hasPreauth()).isTrue();
        assertThat(response.cipher()).isEqualTo(Algorithms.AES_128_GCM);
        assertThat(response.signingAlgorithm()).isEqualTo(Algorithms.AES_GMAC);
    }

    @Test
    void negotiateBelow311HasNoContexts() {
        NegotiateResponse response = NegotiateResponse.read(Captured.message("negotiate-3.0.2-response"));

        assertThat(response.dialect()).isEqualTo(Dialect.SMB_3_0_2);
        assertThat(response.capabilities() & Capabilities.ENCRYPTION).isNotZero();
        assertThat(response.hasPreauth()).isFalse();
        assertThat(response.cipher()).isZero();
        assertThat(response.signingAlgorithm()).isEqualTo(-1);
    }

    @Test
    void sessionSetup() {
        SessionSetupResponse response = SessionSetupResponse.read(Captured.message("session-setup-response"));

        assertThat(response.sessionFlags()).isZero();
        assertThat(ByteBufUtil.hexDump(response.token()))
                .isEqualTo("a11b3019a0030a0100a312041001000000f5f55bca043a4b3400000000");
    }

    @Test
    void treeConnect() {
        TreeConnectResponse response = TreeConnectResponse.read(Captured.message("tree-connect-response"));

        assertThat(response).isEqualTo(new TreeConnectResponse(TreeConnectResponse.DISK, 0, 0, 0x1F01FF));
    }

    @Test
    void create() {
        CreateResponse response = CreateResponse.read(Captured.message("create-response"));

        assertThat(response.id()).isEqualTo(new FileId(0x794E75A9L, 0xC8913EF8L));
        assertThat(response.action()).isEqualTo(CreateResponse.CREATED);
        assertThat(response.attributes()).isEqualTo(FileAttributes.ARCHIVE);
        assertThat(response.endOfFile()).isZero();
        assertThat(FileTimes.toInstant(response.times().written()))
                .isBetween(Instant.parse("2026-11-23T00:23:02Z"), Instant.parse("2026-11-23T00:23:03Z"));
    }

    @Test
    void createOfAFolder() {
        CreateResponse response = CreateResponse.read(Captured.message("create-root-response"));

        assertThat(response.action()).isEqualTo(CreateResponse.OPENED);
        assertThat(response.attributes()).isEqualTo(FileAttributes.DIRECTORY);
    }

    @Test
    void closeWithoutAttributes() {
        assertThat(CloseResponse.read(Captured.message("close-response")))
                .isEqualTo(new CloseResponse(false, FileTimes.NONE, 0, 0, 0));
    }

    @Test
    void read() {
        var message = Captured.message("read-response");
        ReadResponse response = ReadResponse.read(message.slice(0, 80), message.readableBytes());

        assertThat(response).isEqualTo(new ReadResponse(80, 3));
        assertThat(ByteBufUtil.hexDump(message, response.dataOffset(), response.length()))
                .isEqualTo("78780a");
    }

    @Test
    void write() {
        assertThat(WriteResponse.read(Captured.message("write-response"))).isEqualTo(new WriteResponse(3));
    }

    @Test
    void validateNegotiate() {
        ValidateNegotiate said = ValidateNegotiate.read(IoctlResponse.read(Captured.message("validate-response")));
        NegotiateResponse negotiated = NegotiateResponse.read(Captured.message("negotiate-3.0.2-response"));

        assertThat(said.capabilities()).isEqualTo(negotiated.capabilities());
        assertThat(said.serverGuid()).isEqualTo(negotiated.serverGuid());
        assertThat(said.securityMode()).isEqualTo(negotiated.securityMode());
        assertThat(said.dialect()).isEqualTo(negotiated.dialect());
    }

    @Test
    void changes() {
        assertThat(changes("notify-added-response")).containsExactly(new Change(Change.Action.ADDED, "new"));
        assertThat(changes("notify-modified-response")).containsExactly(new Change(Change.Action.MODIFIED, "new"));
        assertThat(changes("notify-renamed-response"))
                .containsExactly(
                        new Change(Change.Action.RENAMED_FROM, "new"), new Change(Change.Action.RENAMED_TO, "old"));
        assertThat(changes("notify-removed-response")).containsExactly(new Change(Change.Action.REMOVED, "old"));
    }

    private static List<Change> changes(String name) {
        return ChangeNotifyResponse.read(Captured.message(name)).changes();
    }
}
