package salvor.training.apiserver;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.spdy.DefaultSpdyDataFrame;
import io.netty.handler.codec.spdy.DefaultSpdySynReplyFrame;
import io.netty.handler.codec.spdy.SpdyDataFrame;
import io.netty.handler.codec.spdy.SpdyFrame;
import io.netty.handler.codec.spdy.SpdyFrameCodec;
import io.netty.handler.codec.spdy.SpdyGoAwayFrame;
import io.netty.handler.codec.spdy.SpdyPingFrame;
import io.netty.handler.codec.spdy.SpdySynStreamFrame;
import io.netty.handler.codec.spdy.SpdyVersion;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Conversations over SPDY/3.1, as kubectl before 1.31 begins them: a stream for each channel, named
 * by the header {@code streamtype}; the final status is that of {@code v4.channel.k8s.io}. kubectl
 * begins them with a POST, of which Vert.x makes no socket: so the connection is taken from it.
 */
final class Spdy extends Conversing {
  private static final String PROTOCOL = "SPDY/3.1";
  private static final String SWITCHING =
      "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: "
          + PROTOCOL
          + "\r\nX-Stream-Protocol-Version: v4.channel.k8s.io\r\n\r\n";
  private static final List<String> NAMES = List.of("stdin", "stdout", "stderr", "error", "resize");
  private static final int PIECE = 1 << 14;
  private static final long MILLIS_TO_GO = 2_000;

  private final Vertx vertx;
  private final Channel channel;
  private final Consumer<Answer.Channels> talk;
  private final Map<String, Integer> streams = new HashMap<>();
  private final Set<String> awaited;

  private Spdy(Vertx vertx, Channel channel, Set<String> awaited, Consumer<Answer.Channels> talk) {
    super(vertx);
    this.vertx = vertx;
    this.channel = channel;
    this.awaited = awaited;
    this.talk = talk;
  }

  static boolean wanted(HttpServerRequest request) {
    String upgrade = request.getHeader("Upgrade");
    return upgrade != null && upgrade.toUpperCase(Locale.ROOT).equals(PROTOCOL);
  }

  static void open(Vertx vertx, HttpServerRequest request, Consumer<Answer.Channels> talk) {
    Set<String> awaited = new HashSet<>(Set.of("error"));
    for (String name : List.of("stdin", "stdout", "stderr")) {
      if (isSet(request, name)) {
        awaited.add(name);
      }
    }
    if (isSet(request, "tty")) { // a terminal has one way out, and a size
      awaited.remove("stderr");
      awaited.add("resize");
    }
    Channel channel =
        ((HttpServerConnection) request.connection()).channelHandlerContext().channel();
    ChannelPipeline pipeline = channel.pipeline();
    for (Map.Entry<String, ChannelHandler> each : pipeline) {
      if (!(each.getValue() instanceof SslHandler)) {
        pipeline.remove(each.getKey());
      }
    }
    var _ =
        channel.writeAndFlush(
            Unpooled.wrappedBuffer(SWITCHING.getBytes(StandardCharsets.US_ASCII)));
    pipeline.addLast(
        new SpdyFrameCodec(SpdyVersion.SPDY_3_1),
        new Frames(new Spdy(vertx, channel, awaited, talk)));
    channel.config().setAutoRead(true); // Vert.x reads on demand
  }

  private static boolean isSet(HttpServerRequest request, String name) {
    return List.of("true", "1").contains(String.valueOf(request.params().get(name)));
  }

  /** Takes what Netty reads to the conversation. */
  private static final class Frames extends SimpleChannelInboundHandler<SpdyFrame> {
    private final Spdy spdy;

    Frames(Spdy spdy) {
      this.spdy = spdy;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, SpdyFrame frame) {
      spdy.take(frame);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      spdy.closed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable noSpdy) {
      spdy.leave();
    }
  }

  private void take(SpdyFrame frame) {
    switch (frame) {
      case SpdySynStreamFrame opened -> {
        streams.put(String.valueOf(opened.headers().get("streamtype")), opened.streamId());
        DefaultSpdySynReplyFrame reply = new DefaultSpdySynReplyFrame(opened.streamId());
        reply
            .headers()
            .set("server", "practice"); // of none Netty makes a block that Go cannot read
        write(reply);
        if (awaited.remove(String.valueOf(opened.headers().get("streamtype")))
            && awaited.isEmpty()) {
          talk.accept(this);
        }
      }
      case SpdyDataFrame data -> {
        if (Integer.valueOf(data.streamId()).equals(streams.get("stdin"))) {
          byte[] bytes = ByteBufUtil.getBytes(data.content());
          if (bytes.length > 0) {
            arrived(bytes);
          }
          if (data.isLast()) {
            arrived(new byte[0]);
          }
        }
      }
      case SpdyPingFrame ping -> write(ping);
      case SpdyGoAwayFrame _ -> leave();
      default -> {}
    }
  }

  /** What fails is told to {@link Frames}. */
  private void write(SpdyFrame frame) {
    var _ = channel.writeAndFlush(frame, channel.voidPromise());
  }

  private void leave() {
    var _ = channel.close();
  }

  private void data(String name, byte[] bytes, boolean last) {
    Integer stream = streams.get(name);
    if (stream != null) {
      DefaultSpdyDataFrame data = new DefaultSpdyDataFrame(stream, Unpooled.wrappedBuffer(bytes));
      data.setLast(last);
      write(data);
    }
  }

  @Override
  public void send(int channel, byte[] bytes) {
    for (int from = 0; from < bytes.length && !isClosed(); from += PIECE) {
      data(
          NAMES.get(channel),
          Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + PIECE)),
          false);
    }
  }

  @Override
  public void end(JsonNode status) {
    if (!isClosed()) {
      data(NAMES.get(STATUS), status.toString().getBytes(StandardCharsets.UTF_8), true);
      data("stdout", new byte[0], true);
      data("stderr", new byte[0], true);
      vertx.setTimer(MILLIS_TO_GO, id -> leave()); // the client goes first, as a rule
      closed();
    }
  }
}
