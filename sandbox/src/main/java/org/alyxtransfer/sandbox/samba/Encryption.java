package org.alyxtransfer.sandbox.samba;

/** What the server asks of its clients about encrypting each message. */
public enum Encryption {
    /** Encrypts when the client asks for it. */
    DEFAULT("default"),
    /** Refuses clients that can't encrypt: those below SMB 3, and jcifs-ng at any dialect. */
    REQUIRED("required"),
    /** Never encrypts. */
    OFF("off");

    private final String word;

    Encryption(String word) {
        this.word = word;
    }

    /** The value of Samba's {@code smb encrypt}. */
    String word() {
        return word;
    }
}
