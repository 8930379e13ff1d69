package salvor.training;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of a shell as a responder types: words, quotes, pipes, {@code ;}, {@code &&}, {@code ||}.
 */
final class Shell {
  private static final Pattern REDIRECT = Pattern.compile("[0-9&]?>>?(.*)");
  private final Commands commands;

  Shell(Commands commands) {
    this.commands = commands;
  }

  /** Runs a line without input. */
  Commands.Outcome run(String line) {
    return run(line, new byte[0]);
  }

  /** Runs a line; its first program reads the input. */
  Commands.Outcome run(String line, byte[] given) {
    byte[] input = given;
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    StringBuilder error = new StringBuilder();
    Duration took = Duration.ZERO;
    int code = 0;
    List<String> pipeline = new ArrayList<>();
    String join = ";";
    List<String> words = words(line);
    words.add(";");
    for (String word : words) {
      if (!List.of(";", "&&", "||").contains(word)) {
        pipeline.add(word);
        continue;
      }
      boolean wanted = join.equals(";") || join.equals("&&") == (code == 0);
      if (wanted && !pipeline.isEmpty()) {
        Commands.Outcome outcome = pipeline(pipeline, input);
        input = new byte[0];
        out.writeBytes(outcome.out());
        error.append(outcome.error());
        code = outcome.code();
        took = took.plus(outcome.took());
      }
      join = word;
      pipeline = new ArrayList<>();
    }
    return new Commands.Outcome(out.toByteArray(), error.toString(), code, took);
  }

  private Commands.Outcome pipeline(List<String> words, byte[] given) {
    byte[] input = given;
    Commands.Outcome last = Commands.Outcome.of("");
    StringBuilder error = new StringBuilder();
    List<String> command = new ArrayList<>();
    List<String> all = new ArrayList<>(words);
    all.add("|");
    for (String word : all) {
      if (!word.equals("|")) {
        command.add(word);
      } else if (!command.isEmpty()) {
        last = one(command, input);
        input = last.out();
        error.append(last.error());
        command = new ArrayList<>();
      }
    }
    return new Commands.Outcome(last.out(), error.toString(), last.code(), last.took());
  }

  private Commands.Outcome one(List<String> command, byte[] input) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < command.size(); i++) {
      Matcher redirect = REDIRECT.matcher(command.get(i));
      if (!redirect.matches()) {
        words.add(command.get(i));
        continue;
      }
      String file = redirect.group(1);
      if (file.isEmpty()) {
        i++;
        file = i < command.size() ? command.get(i) : "";
      }
      if (!file.equals("/dev/null") && !file.matches("&[0-9]")) {
        return Commands.Outcome.failed(1, "sh: can't create " + file + ": Read-only file system\n");
      }
    }
    if (words.isEmpty()) {
      return Commands.Outcome.of("");
    }
    if (words.size() > 2
        && words.getFirst().matches("(/bin/)?(sh|bash|ash)")
        && words.get(1).equals("-c")) {
      return run(words.get(2), input);
    }
    return commands.run(words, input);
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    boolean any = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
        any = true;
      } else if (Character.isWhitespace(c)
          || c == ';'
          || c == '|'
          || (c == '&' && next(line, i, '&'))) {
        if (any || !word.isEmpty()) {
          words.add(word.toString());
        }
        word.setLength(0);
        any = false;
        if (c == ';') {
          words.add(";");
        } else if (c == '|' || c == '&') {
          boolean twice = next(line, i, c);
          words.add(twice ? c + "" + c : "|");
          i += twice ? 1 : 0;
        } else if (c == '\n') {
          words.add(";");
        }
      } else {
        word.append(c);
      }
    }
    if (any || !word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }

  private static boolean next(String line, int at, char wanted) {
    return at + 1 < line.length() && line.charAt(at + 1) == wanted;
  }
}
