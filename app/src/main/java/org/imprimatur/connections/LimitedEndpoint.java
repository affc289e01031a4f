package org.imprimatur.connections;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketProcessorBase;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/** Tomcat's endpoint with connections that know how long they wait. For plain HTTP: a proxy ends TLS. */
final class LimitedEndpoint extends NioEndpoint {

    private @Nullable OpenConnections open;

    LimitedEndpoint() {
        socketProperties.setProcessorCache(0);
    }

    void use(OpenConnections connections) {
        open = connections;
    }

    OpenConnections open() {
        return Objects.requireNonNull(open, "No limits were given");
    }

    @Override
    public void startInternal() throws Exception {
        if (isSSLEnabled()) {
            throw new IllegalStateException("TLS is ended by a proxy in front, not here: remove server.ssl");
        }
        open().start();
        super.startInternal();
    }

    @Override
    public void stopInternal() {
        super.stopInternal();
        open().stop();
    }

    /** As Tomcat does it, with a connection of ours and without TLS and Unix sockets. */
    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
        ClientConnection connection = null;
        try {
            var address =
                    ((InetSocketAddress) socket.getRemoteAddress()).getAddress().getHostAddress();
            var pool = getNioChannels();
            var pooled = pool == null ? null : pool.pop();
            var channel = pooled == null ? new NioChannel(buffers()) : pooled;
            connection = new ClientConnection(channel, this, open(), socket, address);
            channel.reset(socket, connection);
            connections.put(socket, connection);
            socket.configureBlocking(false);
            socketProperties.setProperties(socket.socket());
            connection.setReadTimeout(getConnectionTimeout());
            connection.setWriteTimeout(getConnectionTimeout());
            connection.setKeepAliveLeft(getMaxKeepAliveRequests());
            open().accepted(connection, address);
            getPoller().register(connection);
            return true;
        } catch (IOException | RuntimeException e) {
            OpenConnections.log.debug("A client left while it was accepted", e);
            if (connection == null) {
                destroySocket(socket);
            }
            return false;
        }
    }

    /** Called as an event is handed to the threads, as long as Tomcat keeps no processors of events to use them again. */
    @Override
    protected SocketProcessorBase<NioChannel> createSocketProcessor(
            SocketWrapperBase<NioChannel> socket, SocketEvent event) {
        if (socket instanceof ClientConnection connection) {
            connection.queued();
        }
        return super.createSocketProcessor(socket, event);
    }

    private SocketBufferHandler buffers() {
        return new SocketBufferHandler(
                socketProperties.getAppReadBufSize(),
                socketProperties.getAppWriteBufSize(),
                socketProperties.getDirectBuffer());
    }
}
