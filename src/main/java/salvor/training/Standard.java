package salvor.training;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import salvor.training.apiserver.Answer;

/** Standard input that a program reads to its end. */
final class Standard {
  private static final int MOST = 10 * 1024 * 1024;
  private final Answer.Channels channels;
  private final Consumer<byte[]> program;
  private final ByteArrayOutputStream input = new ByteArrayOutputStream();

  Standard(Answer.Channels channels, Consumer<byte[]> program) {
    this.channels = channels;
    this.program = program;
  }

  void start() {
    channels.onInput(this::arrived);
  }

  private void arrived(byte[] piece) {
    if (piece.length == 0) {
      program.accept(input.toByteArray());
    } else if (input.size() + piece.length > MOST) {
      channels.end(PodExec.status(137));
    } else {
      input.writeBytes(piece);
    }
  }
}
