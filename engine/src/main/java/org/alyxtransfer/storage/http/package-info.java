/**
 * Reads files from an HTTP(S) file server: whole files on one connection, or ranges of one file over several.
 *
 * <p>Read first: {@link org.alyxtransfer.storage.http.HttpFileSource} (what it asks the server), {@link
 * org.alyxtransfer.storage.http.DataUrls} (from Alyx's URLs to paths), {@code Opening} (how a server proves that its
 * ranges can be trusted). Not guaranteed: that the bytes of a server which sends neither a strong ETag nor a
 * modification time belong to one version of the file; only the digest of the whole file tells.
 */
@NullMarked
package org.alyxtransfer.storage.http;

import org.jspecify.annotations.NullMarked;
