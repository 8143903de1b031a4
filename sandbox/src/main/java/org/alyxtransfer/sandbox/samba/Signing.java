package org.alyxtransfer.sandbox.samba;

/** What the server asks of its clients about signing each message. */
public enum Signing {
    /** Signs when the client asks for it. */
    DEFAULT("default"),
    /** Refuses clients that don't sign, as recent Windows servers do. */
    REQUIRED("mandatory"),
    /** Does not offer it; a client that demands it still gets it, as SMB 2 and later oblige every server to be able to. */
    OFF("disabled");

    private final String word;

    Signing(String word) {
        this.word = word;
    }

    /** The value of Samba's {@code server signing}. */
    String word() {
        return word;
    }
}
