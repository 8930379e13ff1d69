package salvor.training;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import salvor.training.apiserver.Answer;

/** A shell that is typed to, line by line; it echoes where the client has a terminal. */
final class Terminal {
  private static final int OUT = 1;
  private static final int ERROR = 2;
  private static final int LONGEST = 64 * 1024;
  private final Answer.Channels channels;
  private final Supplier<Shell> shell;
  private final boolean echo;
  private final StringBuilder line = new StringBuilder();
  private int code;

  Terminal(Answer.Channels channels, Supplier<Shell> shell, boolean echo) {
    this.channels = channels;
    this.shell = shell;
    this.echo = echo;
  }

  void start() {
    channels.onInput(this::typed);
    prompt();
  }

  private void prompt() {
    if (echo) {
      say("# ");
    }
  }

  private void say(String text) {
    String shown = echo ? text.replace("\n", "\r\n") : text;
    channels.send(OUT, shown.getBytes(StandardCharsets.UTF_8));
  }

  private void typed(byte[] bytes) {
    if (bytes.length == 0) {
      if (!enter()) {
        channels.end(PodExec.status(code));
      }
      return;
    }
    for (char c : new String(bytes, StandardCharsets.UTF_8).toCharArray()) {
      switch (c) {
        case '\r', '\n' -> {
          if (echo) {
            say("\n");
          }
          if (enter()) {
            return;
          }
          prompt();
        }
        case 3 -> {
          line.setLength(0);
          say("^C\n");
          prompt();
        }
        case 4 -> {
          channels.end(PodExec.status(code));
          return;
        }
        case 8, 127 -> {
          if (!line.isEmpty()) {
            line.setLength(line.length() - 1);
            say("\b \b");
          }
        }
        default -> {
          if (line.length() < LONGEST) {
            line.append(c);
          }
          if (echo) {
            say(String.valueOf(c));
          }
        }
      }
    }
  }

  /** Runs what was typed; true when it was the end. */
  private boolean enter() {
    String typed = line.toString().strip();
    line.setLength(0);
    if (typed.matches("exit( +\\d{1,3})?")) {
      channels.end(
          PodExec.status(
              typed.equals("exit") ? code : Integer.parseInt(typed.substring(5).strip())));
      return true;
    }
    if (!typed.isEmpty()) {
      Commands.Outcome outcome = shell.get().run(typed);
      say(new String(outcome.out(), StandardCharsets.UTF_8));
      if (echo) {
        say(outcome.error());
      } else {
        channels.send(ERROR, outcome.error().getBytes(StandardCharsets.UTF_8));
      }
      code = outcome.code();
    }
    return false;
  }
}
