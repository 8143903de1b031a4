/**
 * A non-blocking client for SMB 2.1 to 3.1.1: client, session, share, file.
 *
 * <pre>{@code
 * SmbOptions options = SmbOptions.of("server.lab").with(Encryption.REQUIRED);
 * SmbCredentials me = SmbCredentials.password("ann", () -> secrets.password());
 *
 * Mono<SmbAttributes> stored = Mono.usingWhen(
 *         SmbClient.of(options).logOn(me),
 *         session -> session.share("data").flatMap(share -> Mono.usingWhen(
 *                 share.open("KS014/2019-12-03/001/probe.bin", OpenMode.WRITE_FRESH),
 *                 file -> chunks(path)                                     // Flux<Chunk>, 1 MiB each
 *                         .flatMap(chunk -> file.write(chunk.offset(), chunk.payload()), 8, 1)
 *                         .then(file.flush())
 *                         .thenReturn(file.opened()),
 *                 SmbFile::close)),
 *         SmbSession::logOff);
 *
 * Flux<SmbEntry> entries = share.list("KS014");
 * Flux<Change> news = share.watch("KS014", true);
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
