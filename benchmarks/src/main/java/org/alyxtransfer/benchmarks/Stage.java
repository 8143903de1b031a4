package org.alyxtransfer.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** What one scenario is played on: the server, running, and the folders of source and target. */
final class Stage implements AutoCloseable {
    private static final String TARGET = "target";
    private static final String SCRATCH = "scratch";

    private final Workspace workspace;
    private final Server server;

    /** Makes a client's task of a source; started and stopped with the stage. */
    interface Server extends AutoCloseable {
        Task task(SourceTree source, Path target, Path scratch);

        @Override
        void close() throws IOException;
    }

    private Stage(Workspace workspace, Server server) {
        this.workspace = workspace;
        this.server = server;
    }

    static Stage set(Scenario scenario, Workspace workspace, Path source) throws IOException {
        Path target = workspace.emptyFolder(TARGET);
        return new Stage(
                workspace,
                switch (scenario.direction()) {
                    case UPLOAD -> SambaShare.start(scenario, target);
                    case DOWNLOAD -> WebFolder.start(source, workspace.emptyFolder("nginx"), scenario.roundTrip());
                    case FETCH -> SambaShare.start(scenario, source);
                });
    }

    /** A task whose target is empty, whatever was there before. */
    Task freshTask(SourceTree source) throws IOException {
        Path target = workspace.emptyFolder(TARGET);
        return server.task(source, target, workspace.emptyFolder(SCRATCH));
    }

    @Override
    public void close() throws IOException {
        server.close();
        workspace.emptyFolder(TARGET);
    }

    private record WebFolder(Nginx nginx, Line line) implements Server {
        static WebFolder start(Path served, Path state, Duration roundTrip) throws IOException {
            Nginx nginx = Nginx.start(served, state);
            try {
                return new WebFolder(nginx, Line.to(Nginx.HOST, nginx.port(), roundTrip));
            } catch (IOException e) {
                nginx.close();
                throw e;
            }
        }

        @Override
        public Task task(SourceTree source, Path target, Path scratch) {
            return new Task.Download(source, Nginx.base(line.port()), target, scratch);
        }

        @Override
        public void close() throws IOException {
            line.close();
            nginx.close();
        }
    }
}
