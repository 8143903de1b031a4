package org.alyxtransfer.blocking;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.function.Predicate;
import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Teaches BlockHound that file channels, {@code java.nio.file.Files} and JDBC block, which it does not know by itself.
 *
 * <p>Found by service loading, also in other modules' tests through the engine's test jar. The methods are looked up, not
 * listed with their signatures, as these differ between Java versions and operating systems.
 */
public final class DiskAndDatabaseCalls implements BlockHoundIntegration {
    private static final Set<String> CHANNEL_CALLS =
            Set.of("read", "write", "force", "truncate", "transferTo", "transferFrom", "lock", "tryLock", "map");

    // What Files and Path ask of the operating system; the others free memory or look at what is open already.
    private static final Set<String> NOT_ON_DISK =
            Set.of("init", "getcwd", "strerror", "dup", "rewind", "getlinelen", "close", "close0", "closedir");

    @Override
    public void applyTo(BlockHound.Builder builder) {
        // The public methods, not the natives below them: sockets without Netty's epoll share
        // FileDispatcherImpl.write0.
        mark(
                builder,
                "sun.nio.ch.FileChannelImpl",
                method -> Modifier.isPublic(method.getModifiers())
                        && !method.isBridge()
                        && CHANNEL_CALLS.contains(method.getName()));
        for (String system : new String[] {"Unix", "Linux", "Windows"}) {
            mark(
                    builder,
                    "sun.nio.fs." + system + "NativeDispatcher",
                    method -> Modifier.isNative(method.getModifiers()) && !NOT_ON_DISK.contains(method.getName()));
        }
        mark(
                builder,
                "java.io.RandomAccessFile",
                method -> Modifier.isNative(method.getModifiers())
                        && Set.of("open0", "setLength0").contains(method.getName()));
        mark(builder, "java.sql.DriverManager", method -> method.getName().equals("getConnection"));

        // Reads /dev/urandom, which never waits: UUIDs and jitter are made on CPU threads.
        builder.allowBlockingCallsInside("sun.security.provider.NativePRNG$RandomIO", "readFully");

        // A timer's end waits a moment for the queue of all timers; an error thrown there leaves it locked for ever.
        builder.allowBlockingCallsInside("java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue", "remove");
    }

    private static void mark(BlockHound.Builder builder, String className, Predicate<Method> which) {
        try {
            for (Method method : Class.forName(className, false, ClassLoader.getSystemClassLoader())
                    .getDeclaredMethods()) {
                if (which.test(method)) {
                    builder.markAsBlocking(className, method.getName(), descriptorOf(method));
                }
            }
        } catch (ClassNotFoundException e) {
            // another operating system's, or another Java version's
        }
    }

    private static String descriptorOf(Method method) {
        return MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                .toMethodDescriptorString();
    }
}
