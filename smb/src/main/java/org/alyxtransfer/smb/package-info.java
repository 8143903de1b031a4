/**
 * A non-blocking client for SMB 2.1 to 3.1.1: client, session, share, file.
 *
 * <p>With {@code SmbOptions server = SmbOptions.of("server.lab")}, {@code SmbCredentials me = SmbCredentials.password("ann",
 * secrets::password)} and {@code List<ByteBuffer> pieces}, a file that nobody sees before it is whole, and what is then in its
 * folder:
 *
 * <pre>{@code
 * Mono<SmbAttributes> stored = Mono.usingWhen(
 *         SmbClient.of(server).logOn(me),
 *         session -> session.share("data").flatMap(share -> share.makeFolder("KS014")
 *                 .then(share.open("KS014/.part", OpenMode.WRITE_FRESH))
 *                 .flatMap(file -> Flux.range(0, pieces.size()) // of 1 MiB each but the last, 8 at a time
 *                         .flatMap(i -> file.write((long) i << 20, Payload.copyOf(pieces.get(i))), 8, 1)
 *                         .then(file.flush())
 *                         .then(file.close()))
 *                 .flatMap(closed -> share.rename("KS014/.part", "KS014/probe.bin", false)
 *                         .thenReturn(closed))),
 *         SmbSession::logOff);
 *
 * Flux<String> names = Flux.usingWhen(
 *         SmbClient.of(server).logOn(me),
 *         session -> session.share("data").flatMapMany(share -> share.list("KS014")).map(SmbEntry::name),
 *         SmbSession::logOff);
 * }</pre>
 *
 * <p>Read first: {@link org.alyxtransfer.smb.SmbClient}, {@link org.alyxtransfer.smb.SmbShare}, {@link
 * org.alyxtransfer.smb.SmbFile}. A session has one TCP connection; whoever wants more throughput opens several. Messages
 * are signed unless the options say otherwise. Nothing is tried again here: a connection that broke stays broken, and
 * its files with it. Not guaranteed: multichannel, durable handles, leases, compression, SMB 1 and 2.0.2; links and DFS
 * referrals are reported, never followed.
 */
@NullMarked
package org.alyxtransfer.smb;

import org.jspecify.annotations.NullMarked;
