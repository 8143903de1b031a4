package org.alyxtransfer.sandbox;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/** Has BlockHound count file calls of NIO as blocking, which it does not by itself. */
public final class FileCallsBlock implements BlockHoundIntegration {
    @Override
    public void applyTo(BlockHound.Builder builder) {
        String path = "Ljava/nio/file/Path;";
        builder.markAsBlocking(
                        "java.nio.channels.FileChannel",
                        "open",
                        "(" + path + "[Ljava/nio/file/OpenOption;)Ljava/nio/channels/FileChannel;")
                .markAsBlocking("sun.nio.ch.FileChannelImpl", "read", "(Ljava/nio/ByteBuffer;J)I")
                .markAsBlocking("sun.nio.ch.FileChannelImpl", "read", "(Ljava/nio/ByteBuffer;)I")
                .markAsBlocking(
                        "java.nio.file.Files",
                        "readAttributes",
                        "(" + path + "Ljava/lang/Class;[Ljava/nio/file/LinkOption;)"
                                + "Ljava/nio/file/attribute/BasicFileAttributes;")
                .markAsBlocking("sun.nio.fs.UnixPath", "toRealPath", "([Ljava/nio/file/LinkOption;)" + path);
    }
}
