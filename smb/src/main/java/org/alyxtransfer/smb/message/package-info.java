/**
 * The messages of SMB 2 and 3 as bytes: one {@link org.alyxtransfer.smb.message.Request} type for each that a client
 * sends, one record with a {@code read} for each that a server answers. Section numbers are those of MS-SMB2 unless
 * another document is named.
 *
 * <p>Read {@link org.alyxtransfer.smb.message.Header} first, then {@link org.alyxtransfer.smb.message.Request} and any
 * pair such as {@link org.alyxtransfer.smb.message.CreateRequest} and
 * {@link org.alyxtransfer.smb.message.CreateResponse}.
 *
 * <p>A server's bytes are hostile until checked: {@code read} looks at nothing outside the message it is given, allocates
 * no more than that message's own size, and fails with
 * {@link org.alyxtransfer.smb.message.MalformedMessageException} alone. It neither moves the reader index nor retains.
 *
 * <p>Not here: the length prefix of a frame, signatures and the transform header, whether an answer belongs to a request,
 * and what its status means. A {@code read} is for an answer whose status says that it carries that answer; of the others
 * nothing but the status is used.
 */
@NullMarked
package org.alyxtransfer.smb.message;

import org.jspecify.annotations.NullMarked;
