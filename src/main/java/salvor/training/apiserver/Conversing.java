package salvor.training.apiserver;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What conversations have in common, by whatever protocol. */
abstract class Conversing implements Answer.Channels {
  static final int STATUS = 3;

  private final Vertx vertx;
  private final List<Runnable> onClose = new ArrayList<>();
  private final List<byte[]> early = new ArrayList<>();
  private Consumer<byte[]> input = early::add;
  private boolean closed;

  Conversing(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Standard input arrived; an empty array is its end. */
  final void arrived(byte[] bytes) {
    input.accept(bytes);
  }

  final boolean isClosed() {
    return closed;
  }

  final void closed() {
    if (!closed) {
      closed = true;
      onClose.forEach(Runnable::run);
    }
  }

  @Override
  public final void onInput(Consumer<byte[]> reader) {
    input = reader;
    early.forEach(reader);
    early.clear();
  }

  @Override
  public final void onClose(Runnable then) {
    onClose.add(then);
  }

  @Override
  public final void later(long millis, Runnable then) {
    vertx.setTimer(
        Math.max(1, millis),
        id -> {
          if (!closed) {
            then.run();
          }
        });
  }
}
