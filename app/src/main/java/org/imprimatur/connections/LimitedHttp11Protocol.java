package org.imprimatur.connections;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** HTTP/1.1 over connections with limits. Tomcat makes it by its name; {@link #use} has to follow before it starts. */
public final class LimitedHttp11Protocol extends Http11NioProtocol {

    public LimitedHttp11Protocol() {
        this(new LimitedEndpoint());
    }

    private LimitedHttp11Protocol(LimitedEndpoint endpoint) {
        super(endpoint);
        endpoint.setHandler(new TrackingHandler(endpoint, endpoint.getHandler()));
    }

    void use(OpenConnections open) {
        var endpoint = (LimitedEndpoint) getEndpoint();
        endpoint.use(open);
        setMaxConnections(open.limits().connections());
    }

    @Override
    public void setAdapter(Adapter adapter) {
        super.setAdapter(new TrackingAdapter(adapter));
    }

    /** Tells a connection which thread works for it, and when it is closed. */
    private record TrackingHandler(LimitedEndpoint endpoint, Handler<NioChannel> tomcats)
            implements Handler<NioChannel> {

        @Override
        public SocketState process(SocketWrapperBase<NioChannel> socket, SocketEvent event) {
            if (!(socket instanceof ClientConnection connection)) {
                return tomcats.process(socket, event);
            }
            ClientConnection.enter(connection);
            try {
                return tomcats.process(socket, event);
            } finally {
                ClientConnection.leave();
            }
        }

        @Override
        public Object getGlobal() {
            return tomcats.getGlobal();
        }

        @Override
        public void release(SocketWrapperBase<NioChannel> socket) {
            endpoint.open().released(socket);
            tomcats.release(socket);
        }

        @Override
        public void pause() {
            tomcats.pause();
        }

        @Override
        public void recycle() {
            tomcats.recycle();
        }
    }

    /** Tells a connection when the headers of a request are complete, and when its response is. */
    private record TrackingAdapter(Adapter tomcats) implements Adapter {

        @Override
        public void service(Request request, Response response) throws Exception {
            ClientConnection.current().ifPresent(ClientConnection::requestBegan);
            try {
                tomcats.service(request, response);
            } finally {
                endedUnlessAsynchronous(request);
            }
        }

        @Override
        public boolean prepare(Request request, Response response) throws Exception {
            return tomcats.prepare(request, response);
        }

        @Override
        public boolean asyncDispatch(Request request, Response response, SocketEvent status) throws Exception {
            try {
                return tomcats.asyncDispatch(request, response, status);
            } finally {
                endedUnlessAsynchronous(request);
            }
        }

        private static void endedUnlessAsynchronous(Request request) {
            var asynchronous = new AtomicBoolean();
            request.action(ActionCode.ASYNC_IS_ASYNC, asynchronous);
            if (!asynchronous.get()) {
                ClientConnection.current().ifPresent(ClientConnection::requestEnded);
            }
        }

        @Override
        public void log(Request request, Response response, long time) {
            tomcats.log(request, response, time);
        }

        @Override
        public void checkRecycled(Request request, Response response) {
            tomcats.checkRecycled(request, response);
        }

        @Override
        public String getDomain() {
            return tomcats.getDomain();
        }
    }
}
