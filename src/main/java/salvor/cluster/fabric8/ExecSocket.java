package salvor.cluster.fabric8;

import io.fabric8.kubernetes.client.http.WebSocket;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Exec;
import salvor.cluster.Trouble;

/**
 * A program in a container, by the channels of {@code v4.channel.k8s.io} and {@code
 * v5.channel.k8s.io}: each message begins with the number of its channel. 0 is the program's input,
 * 1 its output, 2 its standard error, 3 the final {@code Status}; with v5, 255 ends a channel.
 *
 * <p>As in {@link Exchange}, the client calls back on threads of its own, and what it says lands in
 * a queue. There are never more than a few: another message is asked for when one was taken, so a
 * slow reader slows the program. Not one by one, because the client of the JDK (seen in 25) forgets
 * that a connection was cut where that happens while nothing is asked for.
 *
 * <p>The final status may overtake output, so the end is where the connection ends.
 */
final class ExecSocket implements Exec, WebSocket.Listener {
  private static final int OUT = 1;
  private static final int ERROR = 2;
  private static final int STATUS = 3;
  private static final byte CLOSE = (byte) 255;
  private static final int MOST_OF_A_STATUS = 1 << 20;

  /** Of up to 64 KiB each, as servers send them. */
  private static final int WAITING = 16;

  /** API servers cut longer messages, or refuse them. */
  private static final int LONGEST_INPUT = 16 << 10;

  /** Output that the status overtook is under way by then; not every server ends the connection. */
  private static final Duration AFTER_STATUS = Duration.ofSeconds(10);

  private static final int NORMAL = 1000;
  private static final long BETWEEN_TRIES = TimeUnit.MILLISECONDS.toNanos(1);

  private sealed interface Arrival {
    record Message(byte[] bytes) implements Arrival {}

    record Gone(String said) implements Arrival {}
  }

  private final LinkedBlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final ByteArrayOutputStream status = new ByteArrayOutputStream();
  private final String server;
  private final Duration patience;
  private final Consumer<ExecSocket> whenClosed;
  private final Handshake handshake = new Handshake();
  private volatile @Nullable WebSocket socket;
  private volatile boolean closed;
  private volatile boolean gone;
  private volatile @Nullable End end;

  /**
   * One that is not connected yet: it listens to the socket that is to be opened.
   *
   * @param patience how long input may wait to be taken
   * @param whenClosed told once it is closed
   */
  ExecSocket(String server, Duration patience, Consumer<ExecSocket> whenClosed) {
    this.server = server;
    this.patience = patience;
    this.whenClosed = whenClosed;
  }

  /** Its beginning; over once it is closed by us, opened or not. */
  Handshake handshake() {
    return handshake;
  }

  @Override
  public void onOpen(WebSocket opened) {
    socket = opened;
    if (closed) {
      opened.sendClose(NORMAL, "");
    }
    for (int more = 1; more < WAITING; more++) {
      opened.request(); // the client asks for the first itself
    }
  }

  @Override
  public void onMessage(WebSocket from, ByteBuffer message) {
    if (closed) {
      from.request(); // what comes until the other side has noticed is nobody's
      return;
    }
    byte[] bytes = new byte[message.remaining()];
    message.get(bytes);
    arrivals.add(new Arrival.Message(bytes));
  }

  @Override
  public void onMessage(WebSocket from, String message) {
    from.request(); // no channel speaks in text
  }

  @Override
  public void onClose(WebSocket from, int code, String reason) {
    gone(code == NORMAL && reason.isEmpty() ? "" : (code + " " + reason).strip());
  }

  @Override
  public void onError(WebSocket from, Throwable broken) {
    gone(String.valueOf(broken.getMessage()));
  }

  private void gone(String said) {
    gone = true;
    arrivals.add(new Arrival.Gone(said));
  }

  @Override
  public @Nullable Piece next(Duration silence) throws ClusterFailure {
    while (end == null) {
      Piece piece =
          switch (take(silence)) {
            case Arrival.Message(byte[] bytes) -> piece(bytes);
            case Arrival.Gone(String said) -> over(said);
          };
      if (piece != null) {
        return piece;
      }
    }
    return null;
  }

  private @Nullable Piece piece(byte[] bytes) throws ClusterFailure {
    WebSocket from = socket;
    if (from != null) {
      from.request();
    }
    int channel = bytes.length == 0 ? -1 : bytes[0] & 0xff;
    if (channel == STATUS && status.size() + bytes.length <= MOST_OF_A_STATUS) {
      status.write(bytes, 1, bytes.length - 1);
    }
    if (bytes.length < 2 || (channel != OUT && channel != ERROR)) {
      return null; // a channel is opened by a message without content
    }
    byte[] content = new byte[bytes.length - 1];
    System.arraycopy(bytes, 1, content, 0, content.length);
    return new Piece(channel == OUT ? Channel.OUT : Channel.ERROR, content);
  }

  private @Nullable Piece over(String said) throws ClusterFailure {
    if (closed && status.size() == 0) {
      end = new End.Lost("");
      throw new ClusterFailure(new Trouble.Other("closed"));
    }
    end = status.size() == 0 ? new End.Lost(said) : ExecStatus.of(status.toByteArray());
    whenClosed.accept(this);
    return null;
  }

  private Arrival take(Duration silence) throws ClusterFailure {
    boolean told = status.size() > 0 && silence.compareTo(AFTER_STATUS) > 0;
    Duration limit = told ? AFTER_STATUS : silence;
    try {
      Arrival next = arrivals.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (next != null) {
        return next;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterFailure(new Trouble.Other("closed"));
    }
    close();
    if (status.size() > 0) {
      return new Arrival.Gone(""); // the program has ended, and nothing of it is under way
    }
    throw new ClusterFailure(new Trouble.TimedOut(server, silence));
  }

  @Override
  public void input(byte[] bytes) throws ClusterFailure {
    if (bytes.length == 0) {
      send(ByteBuffer.wrap(new byte[] {CLOSE, 0}));
    }
    for (int from = 0; from < bytes.length; from += LONGEST_INPUT) {
      int length = Math.min(LONGEST_INPUT, bytes.length - from);
      send(ByteBuffer.allocate(length + 1).put((byte) 0).put(bytes, from, length).flip());
    }
  }

  /** The client takes a message only when the last is under way, and tells nobody when it is. */
  private void send(ByteBuffer message) throws ClusterFailure {
    long since = System.nanoTime();
    while (true) {
      WebSocket to = socket;
      if (gone || closed || to == null) {
        throw new ClusterFailure(
            new Trouble.Unreachable(
                server, Trouble.Unreachable.Reason.BROKEN, "the program's end"));
      }
      if (to.send(message.duplicate())) {
        return;
      }
      if (System.nanoTime() - since > patience.toNanos()) {
        close();
        throw new ClusterFailure(new Trouble.TimedOut(server, patience));
      }
      LockSupport.parkNanos(BETWEEN_TRIES);
    }
  }

  @Override
  public End end() {
    End told = end;
    return told == null ? new End.Lost("") : told;
  }

  @Override
  public void close() {
    closed = true;
    handshake.abandon();
    WebSocket open = socket;
    if (open != null && !gone) {
      open.sendClose(NORMAL, "");
      open.request(); // for a message that waits; the other side's close is behind it
    }
    arrivals.add(new Arrival.Gone(""));
    whenClosed.accept(this);
  }
}
