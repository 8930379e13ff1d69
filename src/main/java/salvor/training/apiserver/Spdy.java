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
import java.util.ArrayList;
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
final class Spdy extends SimpleChannelInboundHandler<SpdyFrame> implements Answer.Channels {
  private static final String PROTOCOL = "SPDY/3.1";
  private static final String SWITCHING =
      "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: "
          + PROTOCOL
          + "\r\nX-Stream-Protocol-Version: v4.channel.k8s.io\r\n\r\n";
  private static final List<String> NAMES = List.of("stdin", "stdout", "stderr", "error", "resize");
  private static final int STATUS = 3;
  private static final int PIECE = 1 << 14;
  private static final long MILLIS_TO_GO = 2_000;

  private final Vertx vertx;
  private final Channel channel;
  private final Consumer<Answer.Channels> talk;
  private final Map<String, Integer> streams = new HashMap<>();
  private final Set<String> awaited;
  private final List<Runnable> onClose = new ArrayList<>();
  private final List<byte[]> early = new ArrayList<>();
  private Consumer<byte[]> input = early::add;
  private boolean closed;

  private Spdy(Vertx vertx, Channel channel, Set<String> awaited, Consumer<Answer.Channels> talk) {
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
        new SpdyFrameCodec(SpdyVersion.SPDY_3_1), new Spdy(vertx, channel, awaited, talk));
    channel.config().setAutoRead(true); // Vert.x reads on demand
  }

  private static boolean isSet(HttpServerRequest request, String name) {
    return List.of("true", "1").contains(String.valueOf(request.params().get(name)));
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, SpdyFrame frame) {
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
            input.accept(bytes);
          }
          if (data.isLast()) {
            input.accept(new byte[0]);
          }
        }
      }
      case SpdyPingFrame ping -> write(ping);
      case SpdyGoAwayFrame _ -> leave();
      default -> {}
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    closed();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable noSpdy) {
    leave();
  }

  /** What fails is told to {@link #exceptionCaught}. */
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

  private void closed() {
    if (!closed) {
      closed = true;
      onClose.forEach(Runnable::run);
    }
  }

  @Override
  public void send(int channel, byte[] bytes) {
    for (int from = 0; from < bytes.length && !closed; from += PIECE) {
      data(
          NAMES.get(channel),
          Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + PIECE)),
          false);
    }
  }

  @Override
  public void onInput(Consumer<byte[]> reader) {
    input = reader;
    early.forEach(reader);
    early.clear();
  }

  @Override
  public void end(JsonNode status) {
    if (!closed) {
      data(NAMES.get(STATUS), status.toString().getBytes(StandardCharsets.UTF_8), true);
      data("stdout", new byte[0], true);
      data("stderr", new byte[0], true);
      vertx.setTimer(MILLIS_TO_GO, id -> leave()); // the client goes first, as a rule
      closed();
    }
  }

  @Override
  public void onClose(Runnable then) {
    onClose.add(then);
  }

  @Override
  public void later(long millis, Runnable then) {
    vertx.setTimer(
        Math.max(1, millis),
        id -> {
          if (!closed) {
            then.run();
          }
        });
  }
}
