package org.alyxtransfer.smb.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The frames that Microsoft published, with each crypto provider. */
class SealerVectorsTest {

    @ParameterizedTest
    @EnumSource
    void opensThePublishedAnswers(Providers providers) {
        assumeTrue(providers.isAvailable());

        ByteBuffer gcm = ByteBuffer.wrap(Smb311Vectors.SEALED_ANSWER.clone());
        PooledSealer.of(2, smb311(), providers).open(gcm);
        ByteBuffer ccm = ByteBuffer.wrap(Smb30Vectors.SEALED_ANSWER.clone());
        PooledSealer.of(1, smb30(), providers).open(ccm);

        assertThat(messages(gcm)).isEqualTo(Smb311Vectors.ANSWER);
        assertThat(messages(ccm)).isEqualTo(Smb30Vectors.ANSWER);
    }

    @ParameterizedTest
    @EnumSource
    void unsealsThePublishedRequests(Providers providers) {
        assumeTrue(providers.isAvailable());

        ByteBuffer gcm = ByteBuffer.wrap(Smb311Vectors.SEALED_REQUEST.clone());
        PooledSealer.of(2, smb311(), providers).unseal(gcm);

        assertThat(messages(gcm)).isEqualTo(Smb311Vectors.REQUEST);
    }

    @ParameterizedTest
    @EnumSource
    void makesThePublishedRequestWithGcm(Providers providers) throws GeneralSecurityException {
        assumeTrue(providers.isAvailable());

        ByteBuffer frame = frame(Smb311Vectors.REQUEST, Smb311Vectors.NONCE, Smb311Vectors.SESSION_ID);
        byte[] tag = new GcmEngine(smb311().clientToServer(), providers)
                .seal(frame, 52, frame.limit(), Smb311Vectors.NONCE, TransformHeader.authenticated(frame));
        TransformHeader.putTag(frame, tag);

        assertThat(Hex.rest(frame)).isEqualTo(Smb311Vectors.SEALED_REQUEST);
    }

    /** The published header has rubbish in the five bytes of the nonce field that CCM leaves unused. */
    @ParameterizedTest
    @EnumSource
    void makesThePublishedRequestWithCcm(Providers providers) throws GeneralSecurityException {
        assumeTrue(providers.isAvailable());

        ByteBuffer frame = frame(Smb30Vectors.REQUEST, Smb30Vectors.NONCE, Smb30Vectors.SESSION_ID);
        frame.put(31, Smb30Vectors.SEALED_REQUEST, 31, 5);
        byte[] tag = new CcmEngine(smb30().clientToServer(), providers)
                .seal(frame, 52, frame.limit(), Smb30Vectors.NONCE, TransformHeader.authenticated(frame));
        TransformHeader.putTag(frame, tag);

        assertThat(Hex.text(Hex.rest(frame))).isEqualTo(Hex.text(Smb30Vectors.SEALED_REQUEST));
    }

    private static ByteBuffer frame(byte[] request, byte[] nonce, long sessionId) {
        ByteBuffer frame = ByteBuffer.allocate(Sealer.HEADER_BYTES + request.length);
        frame.put(Sealer.HEADER_BYTES, request);
        TransformHeader.write(frame, nonce, sessionId);
        return frame;
    }

    private static byte[] messages(ByteBuffer frame) {
        assertThat(frame.position()).isZero();
        return Hex.rest(frame.duplicate().position(Sealer.HEADER_BYTES));
    }

    private static SessionKeys smb311() {
        return SessionKeys.derive(0x0311, Smb311Vectors.SESSION_KEY, Smb311Vectors.PREAUTH_HASH, 2);
    }

    private static SessionKeys smb30() {
        return SessionKeys.derive(0x0300, Smb30Vectors.SESSION_KEY, new byte[0], 1);
    }
}
