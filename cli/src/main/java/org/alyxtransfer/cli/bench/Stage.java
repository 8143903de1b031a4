package org.alyxtransfer.cli.bench;

/** What can limit a transfer. */
public enum Stage {
    SOURCE_READ("reading the source's disk"),
    HASHING("hashing"),
    PROCESSORS("this computer's processors"),
    ROUND_TRIPS("the round trips to the server"),
    NETWORK("the network, or the server's processors"),
    SERVER_WRITE("the server's writing"),
    SERVER_READ("the server's reading"),
    TARGET_WRITE("writing to this computer's disk"),
    REGISTRATION("Alyx's registration");

    private final String words;

    Stage(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
