package org.alyxtransfer.storage.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;
import reactor.netty.Connection;

class AbandonedTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Abandoned abandoned = new Abandoned();

    @Test
    void anAnswerAfterTheCancelIsDisposedOf() {
        abandoned.cancel();
        assertThat(channel.isOpen()).isTrue();

        abandoned.arrived(Connection.from(channel));

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void anAnswerBeforeTheCancelIsDisposedOfByIt() {
        abandoned.arrived(Connection.from(channel));
        assertThat(channel.isOpen()).isTrue();

        abandoned.cancel();

        assertThat(channel.isOpen()).isFalse();
    }
}
