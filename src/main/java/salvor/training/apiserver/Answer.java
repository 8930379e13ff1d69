package salvor.training.apiserver;

import java.util.Iterator;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** What is answered to a request. */
public sealed interface Answer {

  /** A whole document. */
  record Document(int code, JsonNode body) implements Answer {}

  /** Plain text. */
  record Text(int code, String text) implements Answer {}

  /** A body that is written piece by piece. */
  record Stream(String contentType, Consumer<Outgoing> writer) implements Answer {}

  /** A conversation over a WebSocket, where the client asks for one. */
  record Conversation(Consumer<Channels> talk) implements Answer {}

  /** Where pieces are written to. */
  interface Outgoing {
    /** Sends all these first, each made as there is room for it. */
    void all(Iterator<byte[]> pieces);

    /**
     * Sends a piece; after the other side has gone nothing happens. Who reads too slowly is cut off
     * once too much waits.
     */
    void write(byte[] piece);

    /** Ends the body. */
    void end();

    /** Runs once the other side has gone or the body has ended. */
    void onClose(Runnable then);

    /** Runs {@code then} after that time, unless closed by then. */
    void later(long millis, Runnable then);
  }

  /**
   * The numbered channels of {@code v4.channel.k8s.io} and {@code v5.channel.k8s.io}: 0 is standard
   * input, 1 standard output, 2 standard error, 3 the final status, 4 the size of the terminal.
   */
  interface Channels {
    /** Sends bytes of one channel. */
    void send(int channel, byte[] bytes);

    /** Tells what arrives of standard input; an empty array is its end. */
    void onInput(Consumer<byte[]> reader);

    /** Sends the final status and ends the conversation. */
    void end(JsonNode status);

    /** Runs once the other side has gone or the conversation has ended. */
    void onClose(Runnable then);

    /** Runs {@code then} after that time, unless closed by then. */
    void later(long millis, Runnable then);
  }
}
