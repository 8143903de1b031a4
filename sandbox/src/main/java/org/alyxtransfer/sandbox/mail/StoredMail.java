package org.alyxtransfer.sandbox.mail;

import java.nio.file.Path;

/**
 * A mail that the sink took.
 *
 * @param eml the mail as it arrived
 * @param page the same for a browser, with its pictures in it
 */
public record StoredMail(String subject, String to, Path eml, Path page) {}
