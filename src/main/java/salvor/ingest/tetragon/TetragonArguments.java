package salvor.ingest.tetragon;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.ingest.BriefText;
import salvor.ingest.Fields;
import tools.jackson.databind.JsonNode;

/** The arguments of a hook: a list of objects that each hold one member, named for its type. */
final class TetragonArguments {
  private static final int KEPT = 16;

  private record Argument(String type, JsonNode value) {}

  private final List<Argument> all = new ArrayList<>();

  TetragonArguments(JsonNode body) {
    JsonNode args = Fields.at(body, "args");
    if (args != null && args.isArray()) {
      for (JsonNode arg : args) {
        if (all.size() < KEPT) {
          add(arg);
        }
      }
    }
  }

  private void add(JsonNode arg) {
    if (arg.isObject()) {
      for (Map.Entry<String, JsonNode> member : arg.properties()) {
        if (member.getKey().endsWith("_arg")) {
          all.add(new Argument(member.getKey(), member.getValue()));
          return;
        }
      }
    }
  }

  /** The first argument of a type. */
  @Nullable JsonNode first(String type) {
    for (Argument argument : all) {
      if (argument.type.equals(type)) {
        return argument.value;
      }
    }
    return null;
  }

  /** The number with this index among the numbers. */
  @Nullable Long number(int index) {
    List<Long> numbers = numbers();
    return index < numbers.size() ? numbers.get(index) : null;
  }

  private List<Long> numbers() {
    List<Long> numbers = new ArrayList<>();
    for (Argument argument : all) {
      Long number =
          switch (argument.type) {
            case "int_arg", "uint_arg", "uint32_arg", "long_arg", "size_arg" ->
                Fields.number(argument.value);
            default -> null;
          };
      if (number != null) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  /** The flags of an open: the number after the path, before the mode. */
  @Nullable Long lastButMode() {
    boolean pathSeen = false;
    for (Argument argument : all) {
      Long number = argument.type.endsWith("int_arg") ? Fields.number(argument.value) : null;
      if (pathSeen && number != null) {
        return number;
      }
      pathSeen |= argument.type.equals("string_arg") || argument.type.equals("file_arg");
    }
    return null;
  }

  /** The path of the first file or path argument, else the first text. */
  @Nullable String path() {
    for (Argument argument : all) {
      String path =
          switch (argument.type) {
            case "file_arg", "path_arg", "dentry_arg", "linux_binprm_arg" ->
                rooted(Fields.text(argument.value, "path"));
            case "string_arg" -> Fields.text(argument.value);
            default -> null;
          };
      if (path != null) {
        return path;
      }
    }
    return null;
  }

  /** The kernel's paths begin at the root; versions of 2021 and 2022 left the first slash out. */
  private static @Nullable String rooted(@Nullable String path) {
    return path == null || path.startsWith("/") || path.indexOf(':') >= 0 ? path : "/" + path;
  }

  /** All of them as text, for showing. */
  @Nullable String brief() {
    BriefText text = new BriefText();
    for (Argument argument : all) {
      JsonNode value = argument.value;
      String shown =
          switch (argument.type) {
            case "file_arg", "path_arg", "linux_binprm_arg" -> Fields.text(value, "path");
            case "capability_arg", "module_arg" -> Fields.text(value, "name");
            default -> null;
          };
      if (shown != null) {
        text.add(shown);
      } else {
        text.add(value);
      }
    }
    return text.orNull();
  }
}
