package org.alyxtransfer.sandbox.samba;

/** A version of the SMB protocol that a server can be held to. SMB 1 is left out on purpose. */
public enum Dialect {
    SMB2_02,
    SMB2_10,
    SMB3_00,
    SMB3_02,
    SMB3_11
}
