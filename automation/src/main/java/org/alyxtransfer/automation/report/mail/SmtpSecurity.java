package org.alyxtransfer.automation.report.mail;

/** How the connection to the mail server is protected; nothing is sent where it cannot be had. */
public enum SmtpSecurity {
    STARTTLS(587),
    /** From the first byte on. */
    TLS(465),
    /** Not at all; the password, too, travels in the open. */
    NONE(25);

    private final int port;

    SmtpSecurity(int port) {
        this.port = port;
    }

    /** Where servers listen for it unless told otherwise. */
    public int port() {
        return port;
    }
}
